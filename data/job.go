package data

import "kassa/app/shop"

// jobs keeps what is to be done after a commit.
type jobs struct{ *tx }

const jobColumns = ` o.uid, o.kind, o.device, o.document_uid, o.state, o.tries, o.copy, o.at_ms, o.tz_offset_min, o.business_day, o.hour
	FROM outbox o `

func (t jobs) read(condition string, args ...any) ([]shop.Job, error) {
	var all []shop.Job
	err := t.each("read jobs", "SELECT"+jobColumns+condition, args, func(scan scanner) error {
		var (
			j  shop.Job
			at momentRow
		)
		err := scan(&j.ID, &j.Kind, &j.Device, &j.Document, &j.State, &j.Tries, &j.Copy, &at.at, &at.offset, &at.day, &at.hour)
		j.Created = at.moment()
		all = append(all, j)
		return err
	})
	return all, err
}

func insertJobs() statement {
	return statement{what: "job",
		head: "INSERT INTO outbox (uid, till_id, kind, device, document_uid, state, tries, copy, at_ms, tz_offset_min, business_day, hour) VALUES ",
		row:  "(?, COALESCE((SELECT till_id FROM sales WHERE uid = ?), -1), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"}
}

// Add implements books.Jobs. The document comes first: a job belongs to its till.
func (t jobs) Add(all ...shop.Job) error {
	var args []any
	for _, j := range all {
		if j.State == "" {
			j.State = shop.JobWaiting
		}
		args = append(append(args, id(j.ID), id(j.Document), string(j.Kind), j.Device, id(j.Document), string(j.State), j.Tries, j.Copy),
			momentArgs(j.Created)...)
	}
	return t.insert(insertJobs(), 12, args)
}

// openJobs chooses the jobs of a till that are not over. It stands in the words of the index outbox_open, which SQLite
// takes only for the very same condition; done jobs are not even looked at.
const openJobs = "WHERE o.till_id = (SELECT id FROM tills WHERE uid = ?) AND o.state IN ('waiting', 'working', 'failed') AND o.state = ? "

// dueOrder puts a document's drawer before its papers: they were written in one act, at one time.
const dueOrder = "ORDER BY o.at_ms, o.document_uid, CASE o.kind WHEN 'drawer' THEN 0 ELSE 1 END, o.id LIMIT ?"

// Due implements books.Jobs.
func (t jobs) Due(till shop.ID, limit int) ([]shop.Job, error) {
	return t.read(openJobs+dueOrder, id(till), string(shop.JobWaiting), limit)
}

// ByID implements books.Jobs.
func (t jobs) ByID(of shop.ID) (shop.Job, bool, error) {
	all, err := t.read("WHERE o.uid = ?", id(of))
	if err != nil || len(all) == 0 {
		return shop.Job{}, false, err
	}
	return all[0], true, nil
}

// ByDocument implements books.Jobs, oldest first.
func (t jobs) ByDocument(of shop.ID) ([]shop.Job, error) {
	return t.read("WHERE o.document_uid = ? ORDER BY o.id", id(of))
}

// Set implements books.Jobs.
func (t jobs) Set(of shop.ID, from, to shop.JobState) (bool, error) {
	more := 0
	if to == shop.JobWorking {
		more = 1
	}
	n, err := t.exec("job", "UPDATE outbox SET state = ?, tries = tries + ? WHERE uid = ? AND state = ?",
		string(to), more, id(of), string(from))
	return n == 1, err
}

// InState implements books.Jobs, oldest first.
func (t jobs) InState(till shop.ID, state shop.JobState) ([]shop.Job, error) {
	if state == shop.JobDone || state == shop.JobDropped {
		return t.read("WHERE o.till_id = (SELECT id FROM tills WHERE uid = ?) AND o.state = ? ORDER BY o.id", id(till), string(state))
	}
	return t.read(openJobs+"ORDER BY o.id", id(till), string(state))
}
