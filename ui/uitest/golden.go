package uitest

import (
	"bytes"
	"flag"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
)

var update = flag.Bool("update", false, "write the golden pictures anew instead of comparing with them")

// Golden compares the whole window with testdata/golden/NAME-VARIANT.png, pixel by pixel.
func (w *Window) Golden(name string) {
	w.t.Helper()
	picture := opaque(w.Canvas().Capture())
	file := name + "-" + w.Variant.Name() + ".png"
	golden := filepath.Join("testdata", "golden", file)
	if *update {
		w.save(golden, picture)
		return
	}
	want, err := load(golden)
	if err != nil {
		w.save(filepath.Join("testdata", "failed", file), picture)
		w.t.Errorf("golden picture: %v (go test -update writes it)", err)
		return
	}
	if diff := difference(want, picture); diff != "" {
		failed := filepath.Join("testdata", "failed", file)
		w.save(failed, picture)
		w.t.Errorf("%s differs from %s: %s", failed, golden, diff)
		return
	}
	_ = os.Remove(filepath.Join("testdata", "failed", file)) // an old failure that is mended; absent is fine
}

// Save writes what the window shows to a file, for a person to look at.
func (w *Window) Save(file string) {
	w.t.Helper()
	w.save(file, opaque(w.Canvas().Capture()))
}

func (w *Window) save(file string, picture image.Image) {
	w.t.Helper()
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&out, picture); err != nil {
		w.t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
		w.t.Fatal(err)
	}
}

func load(file string) (*image.RGBA, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	img, err := png.Decode(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return opaque(img), nil
}

// opaque brings a picture into one form of pixels, so that stored and painted ones can be compared.
func opaque(src image.Image) *image.RGBA {
	dst := image.NewRGBA(image.Rect(0, 0, src.Bounds().Dx(), src.Bounds().Dy()))
	draw.Draw(dst, dst.Bounds(), src, src.Bounds().Min, draw.Src)
	return dst
}

// difference tells in words where two pictures differ; "" if nowhere.
func difference(a, b *image.RGBA) string {
	if a.Bounds() != b.Bounds() {
		return fmt.Sprintf("size %v, wanted %v", b.Bounds().Size(), a.Bounds().Size())
	}
	if bytes.Equal(a.Pix, b.Pix) {
		return ""
	}
	n, where := 0, image.Rectangle{}
	for y := range a.Bounds().Dy() {
		for x := range a.Bounds().Dx() {
			if a.RGBAAt(x, y) != b.RGBAAt(x, y) {
				n++
				where = where.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return fmt.Sprintf("%d pixels within %v", n, where)
}
