package verify_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"kassa/app/verify"
)

func newDice(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 2)) }

// place is one field somewhere in the books that can be changed and changed back.
type place struct {
	path  string
	value reflect.Value
}

// places lists every field of a value, through slices and structs.
func places(path string, v reflect.Value) []place {
	switch v.Kind() {
	case reflect.Pointer:
		return places(path, v.Elem())
	case reflect.Struct:
		var list []place
		for i := range v.NumField() {
			list = append(list, places(path+"."+v.Type().Field(i).Name, v.Field(i))...)
		}
		return list
	case reflect.Slice:
		if v.Type().Elem().Kind() != reflect.Uint8 {
			var list []place
			for i := range v.Len() {
				list = append(list, places(fmt.Sprintf("%s[%d]", path, i), v.Index(i))...)
			}
			return append(list, place{path + " cut", v})
		}
	}
	return []place{{path, v}}
}

// edit changes a value a little and returns how to change it back.
func edit(p place, dice *rand.Rand) (undo func()) {
	v := p.value
	before := reflect.New(v.Type()).Elem()
	before.Set(v)
	switch v.Kind() {
	case reflect.Int64:
		v.SetInt(v.Int() ^ 1<<dice.IntN(20))
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.String:
		b := []byte(v.String() + "\x00")
		b[dice.IntN(len(b))] ^= 1 << dice.IntN(7)
		v.SetString(strings.TrimSuffix(string(b), "\x00"))
	case reflect.Map:
		changed := reflect.MakeMap(v.Type())
		for _, k := range v.MapKeys() {
			changed.SetMapIndex(k, reflect.ValueOf(v.MapIndex(k).String()+"x"))
		}
		v.Set(changed)
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			b := append([]byte(nil), v.Bytes()...)
			if len(b) == 0 {
				b = []byte{0}
			}
			b[dice.IntN(len(b))] ^= 1 << dice.IntN(8)
			v.SetBytes(b)
		} else if v.Len() > 0 {
			v.Set(v.Slice(0, v.Len()-1))
		} else {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		}
	default:
		panic("a field of another kind: " + p.path)
	}
	return func() { v.Set(before) }
}

// all lists every field of the books. What no one can be wronged by is left out, each with its reason.
func all(b *shelf) []place {
	var list []place
	for i := range b.sales {
		list = append(list, places(fmt.Sprintf("sales[%d]", i), reflect.ValueOf(&b.sales[i]))...)
	}
	for till, records := range b.records {
		for i := range records {
			list = append(list, places(fmt.Sprintf("records[%s][%d]", till, i), reflect.ValueOf(&records[i]))...)
		}
	}
	for _, part := range []struct {
		name string
		rows any
	}{{"moves", &b.moves}, {"stocks", &b.stocks}, {"sums", &b.sums}, {"shifts", &b.shifts}, {"people", &b.people},
		{"times", &b.times}, {"changes", &b.changes}, {"cash", &b.cash}, {"counts", &b.counts}, {"zs", &b.zs}, {"docs", &b.docs}, {"set", &b.set}, {"groups", &b.groups},
		{"tenders", &b.tenders}, {"tills", &b.tills}} {
		list = append(list, places(part.name, reflect.ValueOf(part.rows))...)
	}
	kept := list[:0]
	for _, p := range list {
		switch {
		case strings.HasSuffix(p.path, "Erased"):
			continue // stands for a time of erasing, which comes with an empty text
		}
		kept = append(kept, p)
	}
	return kept
}

func TestEveryFieldThatIsEditedIsSeen(t *testing.T) {
	b, _ := twoTills(t, 4)
	if rep := run(t, b, verify.Options{}); !rep.OK() {
		t.Fatalf("the control must pass: %v", rep.Findings)
	}
	dice := newDice(3)
	fields := map[string]bool{}
	for _, p := range all(b) {
		fields[p.path[strings.LastIndexByte(p.path, '.')+1:]] = true
		undo := edit(p, dice)
		if rep := run(t, b, verify.Options{}); rep.OK() {
			t.Errorf("%s was edited unseen", p.path)
		}
		undo()
	}
	if len(fields) < 80 {
		t.Errorf("only %d fields were edited: %v", len(fields), fields)
	}
	if rep := run(t, b, verify.Options{}); !rep.OK() {
		t.Fatalf("after all was changed back: %v", rep.Findings)
	}
}

func TestAThousandRandomBitFlipsAreSeen(t *testing.T) {
	b, _ := twoTills(t, 30)
	dice, list := newDice(11), all(b)
	for range 1000 {
		p := list[dice.IntN(len(list))]
		undo := edit(p, dice)
		if rep := run(t, b, verify.Options{}); rep.OK() {
			t.Errorf("%s was flipped unseen", p.path)
		}
		undo()
	}
}

func TestEveryMissingRowIsSeen(t *testing.T) {
	b, _ := twoTills(t, 4)
	for i := range b.moves {
		saved := b.moves
		b.moves = append(append([]verify.Move(nil), saved[:i]...), saved[i+1:]...)
		if rep := run(t, b, verify.Options{}); rep.OK() {
			t.Errorf("move %d went unseen", i)
		}
		b.moves = saved
	}
	for i := range b.sums {
		saved := b.sums
		b.sums = append(append([]verify.Sum(nil), saved[:i]...), saved[i+1:]...)
		if rep := run(t, b, verify.Options{}); rep.OK() {
			t.Errorf("sum %d went unseen", i)
		}
		b.sums = saved
	}
}
