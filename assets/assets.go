// Package assets carries the files that travel inside the program: fonts, icons and translations.
//
// It exports file systems and nothing else, so that whoever draws (a window, a PDF, a test) reads the
// same bytes. Example: the regular letters are Fonts, "font/NotoSans-Regular.ttf"; the shopping cart
// of the navigation is Icons, "icon/sell.svg".
//
// Noto Sans is used under the SIL Open Font License, which lies beside it as font/OFL.txt. The icons
// were drawn for this program: 24 by 24 units, black strokes of 1.8 units, to be recoloured by the reader.
package assets

import "embed"

// Fonts holds font/NotoSans-Regular.ttf, font/NotoSans-Bold.ttf and their licence font/OFL.txt.
//
//go:embed font
var Fonts embed.FS

// Icons holds icon/*.svg (black strokes on nothing) and icon/kassa.png, the program's icon of 512 by 512 pixels.
//
//go:embed icon
var Icons embed.FS

// Translations holds translations/*.en.json and *.ru.json, a pair for each room: every text that a person sees.
// app/text reads them.
//
//go:embed translations
var Translations embed.FS

// Setup holds setup/countries.toml: what a new shop begins with, by country. app/office reads it.
//
//go:embed setup
var Setup embed.FS

// Demo holds demo/categories.csv and demo/products.csv, the goods of the demo shop in both languages, priced in euros
// and roubles. app/office reads them.
//
//go:embed demo
var Demo embed.FS
