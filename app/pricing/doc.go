// Package pricing says what a basket costs: list price × quantity, less the discount of the line, less its share of the
// discount of the basket, then tax, and for cash the rounding to coins. Pure rules: values in, values out.
package pricing
