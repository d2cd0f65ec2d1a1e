package extract

import (
	"strings"
	"testing"
)

// hintedLines are one line for each alternative of the hinted patterns.
var hintedLines = map[string]struct {
	h     hinted
	lines string
}{
	"follow": {followOn, "follow the post on twitter|follow @sea on telegram"},
	"paywall": {paywall, "unlimited access for all|start a free trial|already a subscriber|become a member|for subscribers only|" +
		"than $5 per week.|pay $3 a month|this article is for members|continue reading below|to read the full story|start your trial|" +
		"cancel any time|the post is hiring|유료회원 전용|회원 전용|有料会員|会員限定|только для подписчиков|для передплатників"},
	"cookies": {cookies, "this site uses cookies|accept cookies|cookie policy|cookies to improve|файлы cookie|файли cookie|쿠키를 사용|" +
		"verwendet cookies|utilise des cookies|utiliza cookies|utilizza i cookie"},
	"rights": {rights, "all rights reserved|copyright 2024|© the post|(c) 2024|reproduction is prohibited|may not be published|" +
		"all rights to it|все права защищены|усі права захищені|всі права захищені|무단전재|재배포 금지|저작권자|無断転載|版权所有|版權所有|未经授权|" +
		"alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|tutti i diritti riservati|" +
		"todos os direitos reservados|wszelkie prawa zastrzeżone|tüm hakları saklıdır|alle rechten voorbehouden|جميع الحقوق محفوظة|تمامی حقوق"},
	"advert": {advert, "advertisement|turn off ads|sponsored|promoted|promotion|story continues|реклама|광고|広告|广告|werbung|" +
		"publicité|publicidad|pubblicità|reklam"},
	"audio": {audio, "this audio is made|audio version|created with ai|listen to this article|text-to-speech|" +
		"your browser does not support|автоматическая озвучка|오디오|음성으로"},
	"control": {control, "button that opens|클릭|click here|tap to open|captcha|enable javascript|javascript is disabled|" +
		"page not found|открыть в чате|відкрити у чаті|нажмите|натисніть|クリック|点击|點擊|hier klicken|cliquez|haga clic|increase font|글자 크기"},
	"picture": {picture, "via wikimedia|public domain|creative commons|cc-by 4|shutterstock|unsplash|pixabay|depositphotos"},
	"biography": {biography, "Ana Lind is a writer at the Post|Ana Lind is a reporter for it|Ana Lind was a journalist with it|" +
		"Ana Lind is a correspondent in it|Ana Lind is an editor at it|Ana Lind is a columnist for it|" +
		"Ana Lind is a contributor to the Post on sea|Ana Lind is an analyst at it who|Ana Lind is a fellow at it for|" +
		"Ana Lind is an intern at it"},
	"reading time": {readingTime, "3 min read|2 minutes to read|reading time|3 мин чтения|2 хв читання|3분 분량|lesezeit|temps de lecture|" +
		"tiempo de lectura"},
	"contributors": {contributors, "she contributed to this report|reporting by ann; editing by bo"},
	"updated": {updatedLabel, "updated:|last modified on|update :|обновлено:|оновлено|수정|最終更新|更新|aktualisiert|mis à jour|" +
		"actualizado|aggiornato|atualizado|güncelleme|آخر تحديث"},
	"photo": {photoCredit, "getty images|afp via x|ap photo|(x/ap)|pool photo|file photo|photo by|photo:|handout|courtesy of|" +
		"via reuters|x/reuters|x/afp|x/epa|kcna via|screenshot|captured image|illustrative purposes|for illustration|[yonhap]|фото:|사진=|" +
		"제공)|写真:|foto:|(c) x|for use only in"},
}

// TestHints: no alternative of a pattern is lost to its hints.
func TestHints(t *testing.T) {
	for name, c := range hintedLines {
		for _, s := range strings.Split(c.lines, "|") {
			if !c.h.re.MatchString(s) {
				t.Errorf("%s: the pattern does not fit %q", name, s)
			} else if !c.h.fits(s) {
				t.Errorf("%s: the hints hide %q", name, s)
			}
		}
	}
}

// FuzzHints: what a pattern fits, its hints let through.
func FuzzHints(f *testing.F) {
	for _, c := range hintedLines {
		f.Add(c.lines)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, c := range hintedLines {
			low := s
			if name != "biography" {
				low = strings.ToLower(s)
			}
			if c.h.re.MatchString(low) && !c.h.fits(low) {
				t.Fatalf("%s: the hints hide %q", name, low)
			}
		}
	})
}
