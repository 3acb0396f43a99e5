package wedge

import (
	"slices"
	"time"
)

// What tells a scanner from a person.
const (
	maxMean   = 35 * time.Millisecond  // a scanner's letters are closer than this on the average
	maxGap    = 250 * time.Millisecond // a longer pause ends whatever was typed
	hang      = 2 * time.Second        // no picture takes as long; what comes after it is something new
	slow      = 60 * time.Millisecond  // a longer gap is a stalled window or a person
	atOnce    = 10 * time.Millisecond  // letters that waited during a stall come closer than this
	lone      = 75 * time.Millisecond  // no scanner sends a single letter between two gaps as long as this
	minCode   = 6                      // letters of a code without prefix
	minPrefix = 3                      // letters of a code after a prefix
	maxCode   = 4096                   // more is not kept
)

// findScan looks for a code that ends with the last letter. It gives where the scan starts and how many
// letters of it are prefix; start is -1 where a person typed. No two letters in buf are more than maxGap apart.
// Pauses are measured as the window felt them, see feeling; how many letters came in all, by the clock on the wall.
func findScan(buf []stroke, now time.Duration, prefix []rune) (start, skip int) {
	if len(buf) == 0 || now-buf[len(buf)-1].felt > maxGap {
		return -1, 0
	}
	if at := afterPrefix(buf, prefix); at >= 0 {
		return at, len(prefix)
	}
	start = scanStart(buf)
	scan := buf[start:]
	if len(scan) < minCode || !isFast(scan) || isOneKeyHeld(scan) {
		return -1, 0
	}
	return start, 0
}

func afterPrefix(buf []stroke, prefix []rune) int {
	if len(prefix) == 0 {
		return -1
	}
	for at := len(buf) - len(prefix) - minPrefix; at >= 0; at-- {
		same := slices.EqualFunc(buf[at:at+len(prefix)], prefix, func(s stroke, p rune) bool { return s.ch == p })
		if same {
			return at
		}
	}
	return -1
}

// isFast tells whether the letters are no more than maxMean apart on the average, leaving out the widest gap: the last
// letter is late by one picture at the most, however many were slow. By the clock on the wall, since a person's letters
// would be close to each other too if slow pictures did not count.
func isFast(scan []stroke) bool {
	var total, widest time.Duration
	for i := 1; i < len(scan); i++ {
		gap := scan[i].at.Sub(scan[i-1].at)
		total += gap
		widest = max(widest, gap)
	}
	return total-widest <= time.Duration(len(scan)-2)*maxMean
}

// isOneKeyHeld is a key that repeats under a finger: as fast as a scanner, but no code is one letter only.
func isOneKeyHeld(scan []stroke) bool {
	return !slices.ContainsFunc(scan, func(s stroke) bool { return s.ch != scan[0].ch })
}

// scanStart goes back from the end over runs of fast letters, as long as the pause between two runs
// can be a stalled window, and gives where the scanner began.
func scanStart(buf []stroke) int {
	start := runStart(buf, len(buf)-1)
	last := start
	for start > 0 {
		before := runStart(buf, start-1)
		if isPersonsPause(buf, start) || start-before > 1 && isTyped(buf[before:start], buf[last:]) {
			if start < last && (isLone(buf, start) || isTyped(buf[start:nextRun(buf, start)], buf[last:])) {
				return nextRun(buf, start) // the run after a person's pause is the person's own
			}
			return start
		}
		start = before
	}
	return start
}

// isPersonsPause tells whether the gap before a letter is no stall: during a stall letters wait, and come at
// once after it; how many, follows from how fast the letters come over all.
func isPersonsPause(buf []stroke, i int) bool {
	gap, rest := gapBefore(buf, i), len(buf)-i
	pace := min(maxMean, max(time.Millisecond, (gap+buf[len(buf)-1].felt-buf[i].felt)/time.Duration(rest)))
	came := 1
	for i+came < len(buf) && gapBefore(buf, i+came) <= atOnce {
		came++
	}
	return came < min(rest, int(gap/pace)-1) || isLone(buf, i)
}

// isLone is a single letter between two gaps that are each too long for the slowest scanner.
func isLone(buf []stroke, i int) bool {
	return i > 0 && i+1 < len(buf) && gapBefore(buf, i) >= lone && gapBefore(buf, i+1) >= lone
}

// isTyped tells whether a short run was typed by quick fingers rather than by the scanner that sent the last run.
func isTyped(run, last []stroke) bool {
	return len(run) > 1 && mean(run) > maxMean && mean(run) > 2*mean(last)+20*time.Millisecond
}

func mean(run []stroke) time.Duration {
	if len(run) < 2 {
		return 0
	}
	return (run[len(run)-1].felt - run[0].felt) / time.Duration(len(run)-1)
}

// runStart is the first letter of the run of fast letters that i belongs to.
func runStart(buf []stroke, i int) int {
	for i > 0 && gapBefore(buf, i) <= slow {
		i--
	}
	return i
}

// nextRun is the first letter after the run of fast letters that starts at i.
func nextRun(buf []stroke, i int) int {
	i++
	for i < len(buf) && gapBefore(buf, i) <= slow {
		i++
	}
	return i
}

func gapBefore(buf []stroke, i int) time.Duration { return buf[i].felt - buf[i-1].felt }
