//go:build cgo

package data

import (
	"context"
	"strings"
	"testing"
)

// Questions that are asked at every sale or start must not read a whole table that grows for years, nor sort it.
func TestFrequentQuestionsUseAnIndex(t *testing.T) {
	s := open(t, databases()[0].dsn(t))
	for name, question := range map[string]struct {
		query string
		sorts bool // what it finds is little, so it may be sorted
	}{
		"last sale":            {query: "SELECT" + saleColumns + lastSale},
		"next sales":           {query: "SELECT" + saleColumns + nextSales},
		"due jobs":             {query: "SELECT" + jobColumns + openJobs + dueOrder, sorts: true},
		"open jobs":            {query: "SELECT" + jobColumns + openJobs + "ORDER BY o.id", sorts: true},
		"journal head":         {query: "SELECT" + recordColumns + "WHERE j.till_id = (SELECT id FROM tills WHERE uid = ?) ORDER BY j.seq DESC LIMIT 1"},
		"act":                  {query: "SELECT" + recordColumns + "WHERE j.act = ?"},
		"receipts of a day":    {query: "SELECT" + headColumns + "WHERE s.business_day >= ? AND s.business_day <= ?" + headOrder},
		"receipts before one":  {query: "SELECT" + headColumns + "WHERE (s.business_day, s.id) < (?, ?)" + headOrder},
		"receipt by its label": {query: "SELECT" + headColumns + "WHERE " + labelled + headOrder, sorts: true},
		"tenders of a sale":    {query: changesOfSale},
		"product":              {query: "SELECT" + foundColumns + "FROM products p" + foundJoins + "WHERE p.uid = ?"},
	} {
		var plan []struct{ Detail string }
		args := make([]any, strings.Count(question.query, "?"))
		if err := s.reader.WithContext(context.Background()).Raw("EXPLAIN QUERY PLAN "+question.query, args...).Scan(&plan).Error; err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, step := range plan {
			scans := strings.HasPrefix(step.Detail, "SCAN ") && step.Detail != "SCAN n" // the newest first: the first row that fits ends it
			if scans || strings.Contains(step.Detail, "TEMP B-TREE") && !question.sorts {
				t.Errorf("%s: %s", name, step.Detail)
			}
		}
		if len(plan) == 0 {
			t.Errorf("%s has no plan", name)
		}
	}
}
