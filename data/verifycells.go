package data

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// wide reads many rows as one text, a JSON array of arrays that the database makes, and calls row once for each of
// them. To a verification, which reads everything there is, that is twice as fast as asking row by row. The rows come
// in no order. The texts that row takes are parts of the whole: keep few of them.
func (r *Rows) wide(what, columns, from string, args []any, row func(*cells)) error {
	query := "SELECT json_group_array(json_array(" + columns + ")) FROM " + from
	if r.kind == onPostgres {
		query = "SELECT COALESCE(CAST(json_agg(json_build_array(" + columns + ")) AS TEXT), '[]') FROM " + from
	}
	return r.each(what, query, args, func(scan scanner) error {
		var c cells
		if err := scan(&c.text); err != nil {
			return err
		}
		for c.more() {
			row(&c)
		}
		if c.err != nil {
			return fmt.Errorf("%s: %w", what, c.err)
		}
		return nil
	})
}

// cells hands out one value after the other. After the first that is not as expected it hands out nothing more.
type cells struct {
	text string
	at   int
	err  error
}

// more moves to the next value and reports whether there is one.
func (c *cells) more() bool {
	for c.at < len(c.text) {
		switch c.text[c.at] {
		case ' ', '\n', ',', '[', ']':
			c.at++
		default:
			return c.err == nil
		}
	}
	return false
}

func (c *cells) fail() {
	if c.err == nil {
		c.err = fmt.Errorf("an unexpected value at byte %d of an answer", c.at)
	}
	c.at = len(c.text)
}

// num is a whole number; a flag is 0 or 1, whichever way the database says it.
func (c *cells) num() int64 {
	if !c.more() {
		c.fail()
		return 0
	}
	n := c.at
	for n < len(c.text) && c.text[n] != ',' && c.text[n] != ']' && c.text[n] != ' ' && c.text[n] != '\n' {
		n++
	}
	token := c.text[c.at:n]
	c.at = n
	switch token {
	case "true":
		return 1
	case "false":
		return 0
	}
	v, err := strconv.ParseInt(token, 10, 64)
	if err != nil {
		c.fail()
	}
	return v
}

func (c *cells) flag() bool {
	v := c.num()
	if v != 0 && v != 1 {
		c.fail()
	}
	return v == 1
}

func (c *cells) word() string { return unescaped(c.raw()) }

// raw is a text as the database wrote it, with its escapes.
func (c *cells) raw() string {
	if !c.more() || c.text[c.at] != '"' {
		c.fail()
		return ""
	}
	start := c.at + 1
	for i := start; i < len(c.text); i++ {
		switch c.text[i] {
		case '"':
			c.at = i + 1
			return c.text[start:i]
		case '\\':
			i++
		}
	}
	c.fail()
	return ""
}

// unescaped takes the escapes out of a text; one that is no JSON stays as it is.
func unescaped(raw string) string {
	if strings.IndexByte(raw, '\\') < 0 {
		return raw
	}
	var s string
	if json.Unmarshal([]byte(`"`+raw+`"`), &s) != nil {
		return raw
	}
	return s
}
