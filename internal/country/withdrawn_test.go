package country

import "testing"

func TestCodeIsNotWithdrawn(t *testing.T) {
	for name, want := range map[string]string{
		"France": "FR", "Panama": "PA", "Burkina Faso": "BF", "United Kingdom": "GB", "Timor-Leste": "TL",
		"Zimbabwe": "ZW", "Yemen": "YE", "Germany": "DE", "Vietnam": "VN", "Benin": "BJ", "UK": "GB", "Soviet Union": "SU",
	} {
		if got, ok := Code(name); got != want || !ok {
			t.Errorf("Code(%q) = %q, not %q", name, got, want)
		}
	}
}
