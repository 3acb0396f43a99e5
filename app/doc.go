// Package app is what the shop can do, without any technology: it joins the services and starts them.
// It knows no window, no database and no device; main.go hands those in.
//
// # Worked example
//
// A cashier scans a bar of chocolate and takes cash. The screen asks Checkout.Scan, which finds the product in the
// books, lets pricing quote the basket and keeps the line, so that a power cut loses nothing. One tap on a note asks
// Checkout.PayCash: one act, which writes the sale, its payment, the stock moves, the receipt number, a row of the
// journal and two jobs in a single transaction. Only then the drawer opens and the receipt prints.
//
// # Where things live
//
//	main.go          wiring only
//	assets           fonts, icons, translations
//	app              joins the services
//	app/checkout shifts inventory offers customers reports staff office audit      the services, named as the screens are
//	app/act          the frame of every change: right, one transaction, one journal row
//	app/outbox       works the stored jobs after the commit: drawer first, then paper
//	app/books devices notice      what services need: the store, the hardware, events after the commit
//	app/money fault shop          sums and quantities, named failures, the nouns of the trade
//	app/rights pricing loyalty stock forecast report journal      rules: pure functions
//	app/verify       the independent verifier, with its own decoder
//	app/paper receipt text pdf chart tabular      lines of a document, what it says, languages, PDF, charts, CSV
//	app/cli          the command line over the same services
//	app/failpoint    named points at which a test breaks things
//	data             how the books are kept: GORM, SQLite, PostgreSQL
//	peripherals      how we talk to devices: drivers, hub, twins
//	ui               how people use it: Fyne
//
// # Who may import whom
//
// ui, data and peripherals never import each other, and app imports none of them. A screen asks app, never a rule.
// Rules import nouns only, and not each other. Services do not import each other: one act, one transaction. The
// verifier and the twins of the devices import nothing of ours, so that they are independent witnesses. GORM is in
// data, Fyne in ui and main, gofpdf in app/pdf, serial ports in peripherals, and nowhere else. The whole table with
// its reasons is in arch_test.go, which reports every breach.
//
// # One word for one thing
//
// The same word in code, tables, screens and papers. In Russian as in brackets.
//
//	Product      what is sold (товар); its number is the SKU (артикул), its code the Barcode (штрихкод)
//	Cart         a sale in progress, "basket" on the screen (чек); it becomes the sale with the same id
//	Line         one product on a basket or receipt (позиция)
//	Sale         a closed basket (продажа); nothing changes it any more, a correction is a new one
//	Refund       goods come back, money goes out (возврат)
//	Tender       a way to pay (способ оплаты): cash (наличные), card (карта); a Payment is one use of it (оплата)
//	Change       what the customer gets back (сдача)
//	Shift        from opening the drawer to counting it (смена); it ends with a Z report (Z-отчёт)
//	Float        the money in the drawer at the beginning (разменный фонд)
//	Receipt      the slip for the customer (чек); printed again it is a copy (копия чека)
//	Drawer       where the cash lies (денежный ящик)
//	Stock        what is there (остаток); every StockMove is a row with a reason
//	Discount     less money for a line or for the basket (скидка); an Offer gives one by itself (акция)
//	Customer     who buys and is known to us (клиент); Points are earned and redeemed (баллы)
//	Staff        who works here: cashier, senior, manager, owner (кассир, старший кассир, управляющий, владелец)
//	Journal      what was done, by whom, in a chain that shows any later change (журнал действий)
//	Till         the place where money is taken (касса)
package app
