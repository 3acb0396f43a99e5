package journal

import "kassa/app/shop"

// The kinds of records about training mode, in the journal of the shop; version 1 each. What is done in between stands in a
// journal of its own, in the books of the training till.
const (
	TrainingStart = "training_start"
	TrainingEnd   = "training_end"
)

// OfTrainingStart says that the till is used for training from now on.
func OfTrainingStart() Body {
	return factOf(TrainingStart, 64, func(w *writer) { w.text("kind", TrainingStart) })
}

// OfTrainingEnd says that the till sells again; start is the act that began the training.
func OfTrainingEnd(start shop.ID) Body {
	return factOf(TrainingEnd, 128, func(w *writer) {
		w.text("kind", TrainingEnd)
		w.text("start", string(start))
	})
}
