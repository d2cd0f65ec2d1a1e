package record

import "strings"

// Lists print numbers under loose labels; the check digit decides what they are.

// IMOShip reports whether s is an IMO ship number: seven digits, the last is
// the last digit of the sum of the first six weighted 7 to 2 (IMO A.1117(30)).
func IMOShip(s string) bool {
	d, ok := digits(s, 7)
	return ok && d != [15]int{} && weigh(d[:6], 7, 6, 5, 4, 3, 2)%10 == d[6]
}

// IMOCompany reports whether s is an IMO company or owner number: seven
// digits, the last is 11 less the sum of the first six weighted 8 6 4 2 9 7,
// modulo 11 and then 10 (IMO MSC.1/Circ.1554 gives the scheme; the weights are
// those of S&P Global, which issues the numbers).
func IMOCompany(s string) bool {
	d, ok := digits(s, 7)
	return ok && d != [15]int{} && (11-weigh(d[:6], 8, 6, 4, 2, 9, 7)%11)%10 == d[6]
}

// INN reports whether s is a Russian taxpayer number: 10 digits for an
// organisation, 12 for a person, with the check digits of the Federal Tax
// Service (order MMV-7-6/435).
func INN(s string) bool {
	if d, ok := digits(s, 10); ok {
		return d != [15]int{} && weigh(d[:9], 2, 4, 10, 3, 5, 9, 4, 6, 8)%11%10 == d[9]
	}
	d, ok := digits(s, 12)
	return ok && d != [15]int{} &&
		weigh(d[:10], 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)%11%10 == d[10] &&
		weigh(d[:11], 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)%11%10 == d[11]
}

// OGRN reports whether s is a Russian state registration number: 13 digits for
// an organisation (1, 2 or 5 first), 15 for an entrepreneur (3 first); the
// last is the rest of the others by 11 or 13 (government decision 438 of 2002).
func OGRN(s string) bool {
	n := len(s)
	d, ok := digits(s, n)
	if !ok || n != 13 && n != 15 || !strings.ContainsRune(map[int]string{13: "125", 15: "34"}[n], rune(s[0])) {
		return false
	}
	rest := 0
	for _, v := range d[:n-1] {
		rest = (rest*10 + v) % (n - 2)
	}
	return rest%10 == d[n-1]
}

func digits(s string, n int) (d [15]int, ok bool) {
	if len(s) != n || n > len(d) {
		return d, false
	}
	for i := range s {
		if s[i] < '0' || s[i] > '9' {
			return d, false
		}
		d[i] = int(s[i] - '0')
	}
	return d, true
}

func weigh(d []int, weights ...int) int {
	sum := 0
	for i, v := range d {
		sum += v * weights[i]
	}
	return sum
}
