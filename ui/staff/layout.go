package staff

import "math"

func round(v float32) float32 { return float32(math.Round(float64(v))) }
