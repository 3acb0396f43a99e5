package journal

import "kassa/app/shop"

// The kinds of records about offers; version 1 each.
const (
	Offer        = "offer"
	OfferDropped = "offer_dropped"
)

// OfOffer says an offer whole as it is stored; Version is the one that is stored.
func OfOffer(o shop.Offer) Body {
	return factOf(Offer, 1024, func(w *writer) {
		w.flag("active", o.Active)
		w.text("id", string(o.ID))
		w.text("kind", Offer)
		w.text("name", o.Name)
		w.int("row", o.Version)
		appendTerms(w, o)
		w.text("type", string(o.Kind))
	})
}

// OfOfferDropped says that an offer was taken away; Version is the last one.
func OfOfferDropped(o shop.Offer) Body {
	return factOf(OfferDropped, 256, func(w *writer) {
		w.text("id", string(o.ID))
		w.text("kind", OfferDropped)
		w.text("name", o.Name)
		w.int("row", o.Version)
	})
}

// appendTerms writes what an offer gives, on what and when; the keys ascend.
func appendTerms(w *writer, o shop.Offer) {
	w.open("terms", '{')
	w.int("amount", int64(o.Amount))
	w.int("begins", int64(o.When.Begins))
	w.int("days", int64(o.When.Days))
	w.int("from", int64(o.When.From))
	appendGoods(w, "get", o.Get)
	w.int("least", int64(o.Least))
	w.int("limit", int64(o.Limit))
	appendGoods(w, "of", o.Of)
	w.open("parts", '[')
	for _, p := range o.Parts {
		w.item()
		appendGoods(w, "of", p.Of)
		w.int("qty", int64(p.Qty))
		w.close('}')
	}
	w.close(']')
	w.int("pay", int64(o.Pay))
	w.int("rate", int64(o.Rate))
	w.int("stops", int64(o.When.Stops))
	w.int("take", int64(o.Take))
	w.int("until", int64(o.When.Until))
	w.close('}')
}

func appendGoods(w *writer, key string, g shop.Goods) {
	ids := func(key string, list []shop.ID) {
		w.open(key, '[')
		for _, one := range list {
			w.item()
			w.text("id", string(one))
			w.close('}')
		}
		w.close(']')
	}
	w.open(key, '{')
	w.flag("all", g.All)
	ids("categories", g.Categories)
	ids("not_categories", g.NotCategories)
	ids("not_products", g.NotProducts)
	ids("products", g.Products)
	w.close('}')
}
