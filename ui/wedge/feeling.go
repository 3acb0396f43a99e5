package wedge

import "time"

// feeling is a clock that runs as the window feels time: from one look for keys to the next it goes on by one quick picture
// at the most, however long the picture took. Letters that came while a slow picture was painted are told after it; by
// the clock on the wall the scanner made a pause then, by this one it did not. A person's pause is one on both clocks,
// because the window looked for keys many times meanwhile.
//
// Example: a scanner sends 13 letters within 60 ms, and the picture after the first one takes 300 ms. By the wall the
// second letter comes after 300 ms, which ends any code; by this clock after 20 ms. Whoever reaches for the next product
// takes 300 ms too, but the window looked 18 times: 300 ms on both.
//
// It runs from the first letter until no other came for a while; before that, and where nobody tells of looks, it is the
// clock on the wall.
type feeling struct {
	stop func()        // ends the telling of looks; nil: it does not run
	sum  time.Duration // up to the last look, or to the start
	look time.Time     // the last look, or the start
	at   time.Duration // the last letter on this clock
}

// picture is how long a quick picture takes, with something to spare: sixty in a second.
const picture = 20 * time.Millisecond

// now is the time on this clock.
func (f *feeling) now(wall time.Time) time.Duration {
	since := wall.Sub(f.look)
	if f.stop != nil {
		since = min(since, picture)
	}
	return f.sum + since
}

// feel is the time on the clock of the window at which a letter comes; it starts that clock.
func (r *Router) feel() time.Duration {
	f, wall := &r.felt, r.now()
	if f.look.IsZero() {
		f.look = wall
	}
	f.at = f.now(wall)
	if f.stop == nil && r.Beats != nil {
		f.sum, f.look = f.at, wall
		f.stop = r.Beats(r.looked)
	}
	return f.at
}

// looked notes that the window has looked for keys.
func (r *Router) looked() {
	f, wall := &r.felt, r.now()
	if f.stop == nil {
		return
	}
	f.sum, f.look = f.now(wall), wall
	if f.sum-f.at > 2*maxGap {
		f.stop()
		f.stop = nil
	}
}

// Quiet is how long no letter came, as the window felt it: what waits behind a slow picture is not over.
func (r *Router) Quiet() time.Duration { return r.felt.now(r.now()) - r.felt.at }
