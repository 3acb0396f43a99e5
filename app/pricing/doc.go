// Package pricing says what a basket costs, and what it comes to in cash. Every screen, paper and table shows these
// numbers; nobody computes them again. The rules are pure: values in, values out, no clock, no storage.
//
// # The order of steps
//
//  1. List: the asked price × the quantity, rounded once to minor units. A price that a person typed over the one of
//     the catalogue is the asked price; it is no discount. ListPrice of the basket line is kept for reports only.
//  2. Line discount: a percentage of the list, rounded, or an amount. An amount above the list is refused.
//     Then offers, on the lines that no person has priced: below.
//  3. Basket discount: a percentage of the sum of the lines so far, rounded once, or an amount; shared over the lines
//     that are sold by [money.Split], weighed by what they cost so far. It never touches lines given back, unless the
//     basket holds nothing else.
//  4. Tax, by the tax group of each line: inside the price or on top of it, one tax or several. Taxes of one group do
//     not compound: each is computed on the same net.
//  5. Rounding of tax, per line or per document: below.
//  6. Cash rounding of the whole receipt, where it is paid in cash: below.
//
// A basket with prices that contain tax, half up, per line:
//
//	step             3 pieces at 1.99, 20 % inside   0.742 kg at 12.90, 7 % inside   receipt
//	1 list                       5.97                            9.57                15.54
//	2 line −10 %                −0.60                                                −0.60
//	3 basket −1.00              −0.36                           −0.64                −1.00
//	  total                      5.01                            8.93                13.94
//	4 tax                        0.84                            0.58                 1.42
//	  net                        4.17                            8.35                12.52
//	6 cash, step 0.05                                                         +0.01 = 13.95
//
// # The guarantee to the buyer
//
//   - Where prices contain tax, the total is the sum of the line totals, whatever way tax is rounded: only the split
//     into net and tax depends on it. Where tax comes on top, the total is the sum of the nets and the taxes shown.
//   - A discount takes exactly what it says, to the last minor unit, and leaves no line below nothing.
//   - Net + tax = gross on every line, for every rate and on the receipt: [Quote] checks it on the finished numbers and
//     refuses to answer otherwise.
//   - The order of scanning does not change a total. Where one unit has to go to one of several lines, it goes to the
//     largest remainder, then the dearer line, then the smaller tax group id; only between lines alike in all of these
//     does the earlier one get it, and then no sum differs.
//   - The same basket with negative quantities gives the same numbers with the other sign, to the last unit. (In a basket
//     of both signs a basket discount belongs to the goods sold, so there its mirror would be another basket.)
//
// # Tax per line or per document
//
// With r the rate of a tax and R the rates of its group together: inside, a tax is gross × r ÷ (1 + R) and the net what
// is left; on top, it is net × r and the gross the sum.
//
// Per line (the default) each tax of each line is rounded. The receipt's tax is the sum of what its lines say, which a
// customer can add up; the roundings can add up too. Per document the tax is computed on the sum of all lines with the
// same code, rate and way (inside with the same R, or on top), rounded once, and shared over those lines by largest
// remainder, so that the lines still sum to it; what a line says may then be off its own rounding by one unit. Where the
// sum is negative, all its lines are shared with the other sign and turned back, so that a return mirrors its sale.
//
// Four lines of 2.50 with 20 % inside, half up; the total is 10.00 both ways:
//
//	              line taxes                 tax     net    total
//	per line      0.42  0.42  0.42  0.42    1.68    8.32    10.00
//	per document  0.42  0.42  0.42  0.41    1.67    8.33    10.00
//
// Four lines of 2.08 with 20 % on top, half up; here the total differs:
//
//	              line taxes                 tax     net    total
//	per line      0.42  0.42  0.42  0.42    1.68    8.32    10.00
//	per document  0.42  0.42  0.41  0.41    1.66    8.32     9.98
//
// Two taxes of 5 % and 9.975 % on top of 19.99: 1.00 + 1.99 (of the net, not of the net with the first): 22.98. Two
// taxes of 9 % each inside 118.00: 118.00 × 9 ÷ 118 = 9.00 each, net 100.00.
//
// One corner is left open on purpose: per document, a line of one minor unit with two taxes inside can be given a unit of
// each, so that its net is −1. Its total and all sums hold.
//
// # Offers
//
// An offer takes part from the moment it holds; what it gives is written down with the lines it lowers: which offer, how much
// of the line it used, how much it took. A line whose price or discount a person typed takes no part, and neither does one
// that is given back: that person has decided. The discount of the whole basket comes after all offers.
//
// Offers on pieces (a percentage, an amount, a fixed price, n for m, x and y cheaper, a bundle) use pieces, and each piece is
// used by one of them at most. Of all ways to use them the one that takes most is taken; where two take the same, the one
// that the order of the offers' ids names first, never the order of the lines. n for m gives the cheapest of its own n free, but which pieces go
// together is for the customer's best: six bars at 3, 3, 3, 1, 1, 1 under "3 for 2" are 3 3 (3) and 1 1 (1). What an offer
// takes is shared over all pieces it used by their value, so that a piece that comes back has cost what it cost. Percentages
// are rounded for each piece. What is weighed is one piece at its whole worth, has offers on single pieces only, and an amount
// or a fixed price is then for one kilo.
//
// Then the best one of the offers on the basket: reached by what its goods cost before offers, so that no offer takes another
// away; taken from all lines that take part, a percentage of what they cost then. Since it gives back a part of what it is
// taken from at most, both steps after each other are the best total there is.
//
// A worked example: bars at 2.20 under "3 for 2" and "10 % off bars", and "1.00 off from 8.00".
//
//	4 bars                                         8.80
//	three of them: 3 for 2 (−2.20, not −0.66)     −0.73 −0.74 −0.73
//	the fourth: 10 %                              −0.22
//	the basket reached 8.00: −1.00                −1.00
//	                                               5.38
//
// How exactly: pieces that no offer can tell apart are one class; offers that can want the same pieces are one contest. A
// contest of at most 8 pieces is always solved exactly, a larger one where it has at most 2,048 states and 4,096 ways between
// them. Beyond that a heuristic answers: always the use that gains most next, or first the one offer that takes most alone,
// whichever is better; so together they are never worse than the best of them alone. Tests hold the exact answers against a
// solver that tries everything.
//
// # Quote.List and Quote.Discount
//
// List − Discount = Total, always. Discount is what the adjustments of all lines took together. List is the sum of the
// lines' List, and of the tax on top of them where prices are without tax. So for prices with tax the receipt reads "15.54,
// discount 1.60, total 13.94"; for two lines of 10.00 without tax, 10 % off and 20 % on top, it reads "23.60 (20.00 and
// 3.60 tax), discount 2.00, total 21.60". On a line, List + adjustments is the Total where tax is inside, and the Net where
// it is on top.
//
// # What is taken off by hand
//
// Limits of discounts ([Lowered]) hold for all that a person takes off a line: a price of its own below the list price, the
// discount of the line and its share of the discount of the basket, one after the other, as a share of the list price of the
// catalogue. With list price L, asked price P, a line discount of the share l and a basket discount of the share b (an amount
// counts as its share of what it is taken from) that is 1 − P ÷ L × (1 − l) × (1 − b). It is asked for on every change of the
// basket, whichever it is: also where a fixed amount stays while the quantity shrinks, another line goes, or a change is
// taken back. So a limit cannot be passed in two steps that are each below it. Only lines count of which more is taken off
// than before; whoever takes a discount away, or scans more goods, is asked nothing.
//
// A cashier with a limit of 10 %; the list price is 10.00 apiece:
//
//	change                          list     line    basket   asked for
//	3 pieces                        30.00                     nothing
//	2.40 off the line               30.00    −2.40            8 %: allowed
//	2 pieces                        20.00    −2.40            12 %: refused, the quantity stays 3
//	5 % off the basket              30.00    −2.40    −1.38   1 − 0.92 × 0.95 = 12.6 %: refused
//	9.50 asked instead of 10.00     28.50    −2.40            1 − 0.95 × (1 − 2.40 ÷ 28.50) = 13 %: refused
//	no discount on the line         30.00                     nothing
//	2 pieces                        20.00                     nothing
//
// # Cash
//
// [Cash] rounds a total to a multiple of the step: to the nearest (half up, or half down), or down in the customer's
// favour; negative totals mirror positive ones. The difference stands beside the total as a line of its own.
//
// In the form of a discount ([QuoteForCash]) the total itself becomes payable. The difference is spread over the line
// totals (with tax) as in step 3; then every tax, also one that stands on top of its price, is computed inside the new
// line totals, gross × r ÷ (1 + R), and net is what is left. One pass hits the target exactly, since only the gross is moved.
// The adjustment of a line is the change of its total where tax is inside, of its net where tax is on top. With direction
// nearest the "discount" may also be an increase by less than a step; Quote.Discount is then the smaller by it.
//
// The four lines of 2.08 per document (9.98), down to 0.05: due 9.95, so −0.03 over 2.50, 2.50, 2.49, 2.49 makes 2.49, 2.49,
// 2.48, 2.49; tax inside 9.95 × 20 ÷ 120 = 1.66, net 8.29.
//
// # Sources
//
// The order of steps and both tables follow what tills and ticket shops do and document; the numbers are our own.
// Which way tax is rounded is for the member state to say (Court of Justice of the EU, C-484/06 Ahold, 10 July 2008;
// C-302/07 J D Wetherspoon, 5 March 2009), so it is a setting, kept with every sale. Sharing by largest remainder is the
// method of Hamilton (1792). Cash totals, never prices, are rounded where small coins went: 0.05 in Belgium,
// 0.10 in New Zealand, where the shop chooses which way a half goes.
package pricing
