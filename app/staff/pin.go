package staff

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"

	"kassa/app/act"
	"kassa/app/books"
	"kassa/app/fault"
	"kassa/app/rights"
	"kassa/app/shop"
)

// How long a PIN may be. Cashiers type theirs fifty times a day; managers and owners open more doors with it.
const (
	shortest     = 4
	shortestHead = 6
	longest      = 8
	longestHead  = 12
)

// PINLength is how many digits a PIN of a role has, from and to.
func PINLength(role string) (from, to int) {
	if heads(role) {
		return shortestHead, longestHead
	}
	return shortest, longest
}

// heads tells whether a role is one of those who manage others.
func heads(role string) bool { return role == rights.Manager || role == rights.Owner }

// PINRule refuses a PIN that is too short or long for the role, and those that are tried first: one part over and over
// (1111, 1212, 123123), a run up or down (1234, 9876, 8901), a year of this or the last century, the digits of the person's
// own code. Fault: WeakPIN; its flaw is one of "digits", "short", "long", "repeat", "run", "year", "code".
func PINRule(role, code, pin string) error {
	from, to := PINLength(role)
	weak := func(flaw string) error {
		return fault.New(fault.WeakPIN, fault.Args{"flaw": flaw, "from": from, "to": to})
	}
	switch {
	case strings.Trim(pin, "0123456789") != "" || pin == "":
		return weak("digits")
	case len(pin) < from:
		return weak("short")
	case len(pin) > to:
		return weak("long")
	case repeats(pin):
		return weak("repeat")
	case runs(pin, 1) || runs(pin, 9):
		return weak("run")
	case len(pin) == 4 && (pin[:2] == "19" || pin[:2] == "20"):
		return weak("year")
	case strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0") == strings.TrimLeft(pin, "0"):
		return weak("code")
	}
	return nil
}

// repeats finds a text that is a shorter one over and over.
func repeats(pin string) bool { return strings.Contains((pin + pin)[1:2*len(pin)-1], pin) }

// runs finds digits of which each is step after the one before it, over 9 too.
func runs(pin string, step byte) bool {
	for i := 1; i < len(pin); i++ {
		if (pin[i-1]-'0'+step)%10 != pin[i]-'0' {
			return false
		}
	}
	return true
}

// How argon2id works here: the memory that OWASP asks for, and one pass more than its least, so that one look at a PIN takes
// about a tenth of a second on a machine of today.
const (
	argonTime   = 3
	argonMemory = 19 << 10 // KiB
	argonLanes  = 1
	saltSize    = 16
	hashSize    = 32
)

// hash is what the books keep of a PIN, in the usual form $argon2id$v=19$m=19456,t=3,p=1$salt$hash. It is bound to the person:
// copied to another one it fits no more.
func (s *Staff) hash(person shop.ID, pin string) (string, error) {
	salt := make([]byte, saltSize)
	if _, err := io.ReadFull(s.chance, salt); err != nil {
		return "", fmt.Errorf("salt: %w", err)
	}
	sum := argon2.IDKey(s.peppered("pin", string(person), pin), salt, argonTime, argonMemory, argonLanes, hashSize)
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonLanes,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(sum)), nil
}

// matches compares a PIN with what the books keep. Where they keep nothing that can be read it works as long and says no.
func (s *Staff) matches(person shop.ID, pin, kept string) bool {
	var memory, time uint32
	var lanes uint8
	var version int
	parts := strings.Split(kept, "$")
	ok := len(parts) == 6 && parts[1] == "argon2id"
	if ok {
		_, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &memory, &time, &lanes)
		ok = err == nil && version == argon2.Version && memory <= 8*argonMemory && time >= 1 && time <= 8*argonTime && lanes >= 1
	}
	var salt, want []byte
	if ok {
		var bad, worse error
		salt, bad = base64.RawStdEncoding.DecodeString(parts[4])
		want, worse = base64.RawStdEncoding.DecodeString(parts[5])
		ok = bad == nil && worse == nil && len(want) == hashSize
	}
	if !ok {
		memory, time, lanes, salt, want = argonMemory, argonTime, argonLanes, make([]byte, saltSize), make([]byte, hashSize)
	}
	got := argon2.IDKey(s.peppered("pin", string(person), pin), salt, time, memory, lanes, hashSize)
	return subtle.ConstantTimeCompare(got, want) == 1 && ok
}

// peppered is a text of several parts under the pepper.
func (s *Staff) peppered(parts ...string) []byte {
	mac := hmac.New(sha256.New, s.pepper)
	for _, p := range parts {
		fmt.Fprintf(mac, "%d:%s", len(p), p)
	}
	return mac.Sum(nil)
}

// pepperSetting holds a mark of the pepper that the shop's PINs and badges were made with, so that another one, in a folder
// that was put together by hand, is named as such and not taken for wrong PINs.
const pepperSetting = "staff.pepper"

func (s *Staff) pepperMark() string { return hex.EncodeToString(s.peppered("mark"))[:16] }

// seasoned refuses to compare or to set anything with a pepper that is not the shop's. Fault: PepperDiffers.
func (s *Staff) seasoned(set act.Setup) error {
	kept := set.Settings[pepperSetting]
	if len(s.pepper) == 0 || kept != "" && kept != s.pepperMark() {
		return fault.New(fault.PepperDiffers, nil)
	}
	return nil
}

// season remembers which pepper is the shop's, with the first PIN or badge.
func (s *Staff) season(tx books.Tx, set act.Setup) error {
	if err := s.seasoned(set); err != nil || set.Settings[pepperSetting] != "" {
		return err
	}
	return tx.Shop().SetSetting(books.ForShop, set.Shop.ID, pepperSetting, s.pepperMark())
}
