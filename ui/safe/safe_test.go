package safe_test

import (
	"strings"
	"testing"

	"kassa/ui/safe"
)

func TestAPanicReachesWhoeverCatchesIt(t *testing.T) {
	var what any
	var trace string
	safe.Catch(func(w any, stack []byte) { what, trace = w, string(stack) })
	defer safe.Catch(nil)
	safe.Call(func() { panic("wrong") })
	if what != "wrong" || !strings.Contains(trace, "safe_test.go") {
		t.Errorf("got %v with %q, want what went wrong and where", what, trace)
	}
}

func TestAPanicGoesOnWhereNobodyCatchesIt(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("the panic was lost")
		}
	}()
	safe.Call(func() { panic("wrong") })
}
