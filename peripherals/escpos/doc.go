// Package escpos turns a paper.Document into the bytes that an ESC/POS receipt printer understands.
//
// The rule: [Encode] is pure. The same document and the same [Profile] give the same bytes; nothing is read, asked or
// remembered. Bytes that mean something to a printer come from the items of a document and never from a text in it:
// every text is cleaned first ([Clean]), so a product called "ESC p 0" prints its name and opens no drawer.
//
// A text becomes bytes in three steps. (1) It is cleaned, and characters that no code page of the printer holds are
// replaced by what people write on a typewriter (« becomes ", — becomes -). (2) It is laid out on the columns of the
// paper. (3) Each line is cut into runs, each run goes out on a code page that holds it, with a switch inside the line;
// a line that still has a character that no page holds (₽ is on none) is drawn with Profile.Font and sent as a picture.
//
// A worked example: Row{Left: "Чай", Right: "€2.70"} on 32 columns with CP866 at 17 and CP858 at 19 is
// 1B 74 11, A7 -> "Чай" in CP866, spaces, 1B 74 13, D5 "2.70" in CP858, 0A.
//
// The commands are those of Epson's ESC/POS reference that most makers share; where they differ, [Profile] says how.
package escpos
