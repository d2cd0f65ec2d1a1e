package fold

import "strings"

func set(s string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// stopWords say nothing about a story.
var stopWords = set(`the and for that with from has have had was were are been will would could should its his her their they them this
	these those which who whom whose what when where while also after before over under into onto about than then there here not but all
	any some more most other such only own same said says say saying told according between during against being both each few may might
	must can did does doing our out off per via yet you your she him one two new including amid among since until because however earlier
	later last next year years month months week weeks day days time
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december
что как это для его она они или также был была было были при после чтобы которые который которая году года уже еще более между этом
того том все так
що як це для його вона вони або також був була було були при після щоб які який яка році року вже ще більше між цьому того тому все так
der die das und den von zu mit des auf für ist im dem nicht ein eine als auch nach wird bei einer um am sind
les des une dans pour sur est par aux avec sont pas plus cette ses été qui que
del della che per una con dei nel alla gli sono anche come più questo
los las por una con para del como más sus fue este pero que`)

// stopNames are capitalised words that are not names: they begin sentences, or
// are names of days and months, which the dates hold already.
var stopNames = set(`the and but for this that these those there they their his her its our your you she however meanwhile ` +
	`according after before during since while when where what who how why also both some many most all any another other earlier ` +
	`later last next under with without from into over about asked told said says monday tuesday wednesday thursday friday saturday ` +
	`sunday january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept ` +
	`oct nov dec mr mrs ms dr as at by if in it no of on or so to up we an be he is one two three`)

// common are the skeletons of names that nearly every text of the field has; two
// texts that share them share nothing.
var common = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(`North South Korea Korean Koreans Russia Russian Ukraine Ukrainian United States American Nations
	Security Council Department State Treasury Pyongyang Moscow Washington Seoul Kyiv Putin Kim Jong DPRK Minister Defense Defence Foreign
	President Secretary Ministry White House National Office Assets Control Foreign Affairs Western West China Chinese Japan Japanese
		Россия России Российский Украина Украины КНДР Северная Северной Корея Кореи Корею США Соединенных Штатов Москва Пхеньян Путин Ким Чен
		Государственного Госдеп Совет Безопасности ООН
		Росія Росії Північна Північної Корея Україна Україні Держдеп Сполучених Штатів Ради Безпеки`) {
		m[skeleton(w)] = true
	}
	return m
}()
