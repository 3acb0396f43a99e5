package money

// Net is what is left of a price when the taxes inside it, of this rate in all, are taken out.
func (p UnitPrice) Net(inside Rate) (UnitPrice, error) {
	if inside < 0 {
		return 0, ErrOverflow
	}
	v, err := mulDiv(int64(p), int64(Whole), int64(Whole+inside), HalfUp)
	return UnitPrice(v), err
}

// Margin is profit ÷ price, both without tax: goods that cost 3.60 and bring 4.79 have 24.8434 %. It is below zero where they
// cost more than they bring. A price of nothing has none.
func Margin(net, cost UnitPrice) (rate Rate, has bool) {
	if net <= 0 {
		return 0, false
	}
	v, err := mulDiv(int64(net-cost), int64(Whole), int64(net), HalfUp)
	return Rate(v), err == nil
}
