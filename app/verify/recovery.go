package verify

// recovered keeps what a record says of the keys of everybody, when somebody came in with the recovery code.
func (r *run) recovered(at Finding, b *said) {
	for _, key := range fields(b.other).list("keys") {
		r.staffRecord(at, "staff_key", &said{other: key})
	}
}

// begunSeries is the number series that a till began last, by the founding or by a restore.
type begunSeries struct {
	name string
	time int64
	at   Finding
}

// begins keeps the last word on a till's series, whatever till said it.
func (r *run) begins(at Finding, time int64, till, series string) {
	if r.begun == nil {
		r.begun = map[string]begunSeries{}
	}
	if last, found := r.begun[till]; !found || time >= last.time {
		r.begun[till] = begunSeries{series, time, at}
	}
}

// checkSeries holds the series of the tills against what was said last.
func (r *run) checkSeries(tills []Till) {
	for _, t := range tills {
		if last, found := r.begun[t.ID]; found {
			d := r.fieldsOf(last.at, t.ID, "till.")
			d.text("series", last.name, t.Series)
		}
	}
}
