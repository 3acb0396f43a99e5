package shop

import "fmt"

// Label is the number of the sale as people read, print and scan it: "T1-0004122", the series of the till and the
// number in it. A till without a series has its code there.
func (s Sale) Label() string {
	series := s.Series
	if series == "" {
		series = s.TillCode
	}
	return fmt.Sprintf("%s-%07d", series, s.Number)
}
