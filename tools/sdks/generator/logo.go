package main

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"net/http"
)

// The generator for .NET downloads the icon of the package. Every download gives this one instead: the bars of a board.
type logo struct{}

func (logo) RoundTrip(request *http.Request) (*http.Response, error) {
	picture := image.NewRGBA(image.Rect(0, 0, 128, 128))
	blue := image.NewUniform(color.RGBA{R: 0x1f, G: 0x6f, B: 0xb2, A: 0xff})
	for bar, height := range []int{40, 96, 64} {
		left := 16 + bar*36
		draw.Draw(picture, image.Rect(left, 112-height, left+24, 112), blue, image.Point{}, draw.Src)
	}
	var body bytes.Buffer
	if err := png.Encode(&body, picture); err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(&body), Request: request}, nil
}
