package staff

import (
	"context"

	"kassa/ui/room"
)

// acting is how a page changes something: it is busy meanwhile, says what came of it, and reads anew.
type acting struct {
	acts room.Queue
	key  string
	say  func(err error, done string)
	busy func(yes bool) // paints too
	read func()
}

// do does one change; done is the key of what is said then, after is called before that.
func (a acting) do(done string, work func(ctx context.Context) error, after func()) {
	a.busy(true)
	a.acts.Do(a.key, work, func(err error) {
		if err == nil {
			after()
			a.say(nil, done)
			a.read()
		} else {
			a.say(err, "")
		}
		a.busy(false)
	})
}

func nothing() {}
