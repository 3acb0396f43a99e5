// Command icons cuts the program's icon to the sizes that systems ask for. It is run by .ci/package and is no part of
// the program.
//
// The rule: Linux finds a picture per size in the theme of icons (hicolor/48x48/apps/kassa.png); Windows takes all sizes
// from one .ico, where the small ones are plain bitmaps, which every part of Windows reads, and the largest is a PNG.
//
// Example: "icons dist/icons" leaves dist/icons/hicolor/16x16/apps/kassa.png to 512x512, and dist/icons/kassa.ico.
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"

	"golang.org/x/image/draw"

	"kassa/assets"
)

// The sizes in pixels of the theme of icons, and of the .ico of Windows.
var (
	themeSizes = []int{16, 24, 32, 48, 64, 128, 256, 512}
	fileSizes  = []int{16, 24, 32, 48, 64, 256}
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: icons DIR")
		os.Exit(2)
	}
	if err := cut(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "icons:", err)
		os.Exit(1)
	}
}

// cut writes all icons below a folder.
func cut(dir string) error {
	raw, err := assets.Icons.ReadFile("icon/kassa.png")
	if err != nil {
		return err
	}
	whole, err := png.Decode(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	for _, size := range themeSizes {
		picture, err := asPNG(scale(whole, size))
		if err != nil {
			return err
		}
		if err := write(filepath.Join(dir, "hicolor", fmt.Sprintf("%dx%d", size, size), "apps", "kassa.png"), picture); err != nil {
			return err
		}
	}
	file, err := asICO(whole)
	if err != nil {
		return err
	}
	return write(filepath.Join(dir, "kassa.ico"), file)
}

func write(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	return os.WriteFile(path, content, 0o644)
}

// scale draws a picture at another size.
func scale(whole image.Image, size int) *image.NRGBA {
	small := image.NewNRGBA(image.Rect(0, 0, size, size))
	draw.CatmullRom.Scale(small, small.Bounds(), whole, whole.Bounds(), draw.Src, nil)
	return small
}

func asPNG(picture image.Image) ([]byte, error) {
	var b bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, picture)
	return b.Bytes(), err
}

// entry is a line of the directory of an .ico.
type entry struct {
	Width, Height, Colors, Reserved byte // 0 is 256
	Planes, Bits                    uint16
	Length, Offset                  uint32
}

// asICO makes the icon file of Windows: a head, a directory, the pictures.
func asICO(whole image.Image) ([]byte, error) {
	var pictures [][]byte
	for _, size := range fileSizes {
		small := scale(whole, size)
		picture := asBitmap(small)
		if size == 256 {
			var err error
			if picture, err = asPNG(small); err != nil {
				return nil, err
			}
		}
		pictures = append(pictures, picture)
	}
	head := []uint16{0, 1, uint16(len(pictures))} // reserved, "this is an icon", how many
	var b bytes.Buffer
	offset := binary.Size(head) + len(pictures)*binary.Size(entry{})
	_ = binary.Write(&b, binary.LittleEndian, head)
	for i, picture := range pictures {
		size := byte(fileSizes[i] % 256)
		_ = binary.Write(&b, binary.LittleEndian,
			entry{Width: size, Height: size, Planes: 1, Bits: 32, Length: uint32(len(picture)), Offset: uint32(offset)})
		offset += len(picture)
	}
	for _, picture := range pictures {
		b.Write(picture)
	}
	return b.Bytes(), nil
}

// bitmapHead is BITMAPINFOHEADER.
type bitmapHead struct {
	Size          uint32
	Width, Height int32 // of an icon the height counts twice: picture and mask
	Planes, Bits  uint16
	Rest          [6]uint32
}

// asBitmap is a picture as an .ico holds it: no file head, blue green red alpha from the bottom up, then a mask of one
// bit for each pixel, which alpha makes superfluous but the form demands.
func asBitmap(picture *image.NRGBA) []byte {
	size := picture.Bounds().Dx()
	var b bytes.Buffer
	_ = binary.Write(&b, binary.LittleEndian, bitmapHead{Size: 40, Width: int32(size), Height: int32(2 * size), Planes: 1, Bits: 32})
	for y := size - 1; y >= 0; y-- {
		for x := range size {
			c := picture.NRGBAAt(x, y)
			b.Write([]byte{c.B, c.G, c.R, c.A})
		}
	}
	b.Write(make([]byte, size*((size+31)/32*4)))
	return b.Bytes()
}
