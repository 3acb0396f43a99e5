package receipt_test

import (
	"strings"
	"testing"
	"time"

	"kassa/app/paper"
	"kassa/app/receipt"
	"kassa/app/shop"
	"kassa/app/text"
)

func TestTheRecoveryCodeStandsWholeOnItsPaper(t *testing.T) {
	in, err := text.For(text.English)
	if err != nil {
		t.Fatal(err)
	}
	s := shop.Shop{Name: "Corner shop", Zone: time.UTC}
	d := receipt.RecoveryCode(s, "KRB15-WK78P-GZ5X4-HPYHY", s.Moment(time.Unix(1_800_000_000, 0)), in)
	var said []string
	for _, e := range d.Items {
		if line, is := e.(paper.Text); is {
			said = append(said, line.Text)
		}
	}
	if got := strings.Join(said, "|"); !strings.Contains(got, "|KRB15-WK78P|GZ5X4-HPYHY|") || !strings.HasPrefix(got, "Corner shop|Recovery code|") {
		t.Errorf("the paper says %s", got)
	}
}
