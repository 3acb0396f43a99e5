package shop

import "strings"

// MaxBarcode bounds a code; longer ones come from a QR code that is no product.
const MaxBarcode = 80

// SameCodes returns the spellings under which a scanned code may be stored, the given one first: a UPC-A is an EAN-13
// with a leading zero, and some files and scanners add or lose leading zeros of such codes (GS1 General
// Specifications, section 2.1: GTIN-8, -12, -13 and -14 are one number in fields of 14 digits).
//
// "036000291452" is also "0036000291452" and "00036000291452".
func SameCodes(code string) []string {
	list := []string{code}
	if !allDigits(code) || len(code) > 14 {
		return list
	}
	bare := strings.TrimLeft(code, "0")
	if len(bare) < 5 { // too short to be a trade number: a PLU is only itself
		return list
	}
	for _, n := range []int{8, 12, 13, 14, len(bare)} {
		if n >= len(bare) {
			if c := strings.Repeat("0", n-len(bare)) + bare; !contains(list, c) {
				list = append(list, c)
			}
		}
	}
	return list
}

// GTIN reports whether the code has the length and check digit of a GTIN-8, -12, -13 or -14
// (GS1 General Specifications, section 7.9: weights 3 and 1 from the right).
func GTIN(code string) bool {
	switch len(code) {
	case 8, 12, 13, 14:
	default:
		return false
	}
	if !allDigits(code) {
		return false
	}
	sum := 0
	for i := range len(code) {
		d := int(code[len(code)-1-i] - '0')
		if i%2 == 1 {
			d *= 3
		}
		sum += d
	}
	return sum%10 == 0
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}
