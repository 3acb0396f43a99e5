package data

import (
	"fmt"

	"kassa/app/fault"
	"kassa/app/shop"
)

// jobs keeps what is to be done after a commit.
type jobs struct{ *tx }

const jobColumns = ` o.uid, t.uid, o.kind, o.device, o.document_uid, o.state, o.tries, o.copy, o.sent, o.why, o.at_ms, o.tz_offset_min,
	o.business_day, o.hour FROM outbox o JOIN tills t ON t.id = o.till_id `

func (t jobs) read(condition string, args ...any) ([]shop.Job, error) {
	var all []shop.Job
	err := t.each("read jobs", "SELECT"+jobColumns+condition, args, func(scan scanner) error {
		var (
			j   shop.Job
			at  momentRow
			why string
		)
		err := scan(&j.ID, &j.Till, &j.Kind, &j.Device, &j.Document, &j.State, &j.Tries, &j.Copy, &j.Sent, &why, &at.at, &at.offset,
			&at.day, &at.hour)
		if err == nil {
			j.Why, err = whyOf(why)
		}
		j.Created = at.moment()
		all = append(all, j)
		return err
	})
	return all, err
}

// whyJSON is a fault as stored: what the sentence needs, without the cause, which is in the log.
type whyJSON struct {
	Code string            `json:"code"`
	Args map[string]string `json:"args,omitempty"`
}

func whyText(f *fault.Error) string {
	if f == nil {
		return ""
	}
	stored := whyJSON{Code: string(f.Code)}
	for name, value := range f.Args {
		if stored.Args == nil {
			stored.Args = map[string]string{}
		}
		stored.Args[name] = fmt.Sprint(value)
	}
	return asJSON(stored)
}

func whyOf(text string) (*fault.Error, error) {
	if text == "" {
		return nil, nil
	}
	var stored whyJSON
	if err := fromJSON(text, &stored); err != nil {
		return nil, err
	}
	f := fault.New(fault.Code(stored.Code), nil)
	for name, value := range stored.Args {
		if f.Args == nil {
			f.Args = fault.Args{}
		}
		f.Args[name] = value
	}
	return f, nil
}

func insertJobs() statement {
	return statement{what: "job",
		head: `INSERT INTO outbox (uid, till_id, kind, device, document_uid, state, tries, copy, sent, why, at_ms, tz_offset_min,
			business_day, hour) VALUES `,
		row: "(?, " + idOf("tills") + ", ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"}
}

// Add implements books.Jobs.
func (t jobs) Add(all ...shop.Job) error {
	var args []any
	for _, j := range all {
		if j.State == "" {
			j.State = shop.JobWaiting
		}
		args = append(append(args, id(j.ID), id(j.Till), string(j.Kind), j.Device, id(j.Document), string(j.State), j.Tries, j.Copy, j.Sent,
			whyText(j.Why)), momentArgs(j.Created)...)
	}
	return t.insert(insertJobs(), 14, args)
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
	taken := ""
	if to == shop.JobWorking {
		taken = ", tries = tries + 1, sent = TRUE"
	}
	return t.move("state = ?"+taken, of, from, string(to))
}

// Fail implements books.Jobs.
func (t jobs) Fail(of shop.ID, why *fault.Error, sent bool) (bool, error) {
	return t.move("state = ?, why = ?, sent = ?", of, shop.JobWorking, string(shop.JobFailed), whyText(why), sent)
}

// Again implements books.Jobs.
func (t jobs) Again(of shop.ID) (bool, error) {
	return t.move("state = ?, why = '', copy = (copy OR sent)", of, shop.JobFailed, string(shop.JobWaiting))
}

// move changes a job that is in a state; values come before it.
func (t jobs) move(change string, of shop.ID, from shop.JobState, values ...any) (bool, error) {
	n, err := t.exec("job", "UPDATE outbox SET "+change+" WHERE uid = ? AND state = ?", append(values, id(of), string(from))...)
	return n == 1, err
}

// InState implements books.Jobs, oldest first.
func (t jobs) InState(till shop.ID, state shop.JobState) ([]shop.Job, error) {
	if state == shop.JobDone || state == shop.JobDropped {
		return t.read("WHERE o.till_id = (SELECT id FROM tills WHERE uid = ?) AND o.state = ? ORDER BY o.id", id(till), string(state))
	}
	return t.read(openJobs+"ORDER BY o.id", id(till), string(state))
}

// dayJobs chooses what is over of one day, among the newest jobs: an index for a list that is seldom looked at would cost
// at every sale.
const dayJobs = `WHERE o.id > (SELECT COALESCE(MAX(id), 0) FROM outbox) - 4000 AND o.till_id = (SELECT id FROM tills WHERE uid = ?)
	AND o.business_day = ? AND o.state IN ('done', 'dropped') ORDER BY o.id DESC LIMIT ?`

// Day implements books.Jobs.
func (t jobs) Day(till shop.ID, day, limit int) ([]shop.Job, error) {
	return t.read(dayJobs, id(till), day, limit)
}
