package request

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	_ "image/jpeg" // the heads of pictures are read
	_ "image/png"
	"net/http"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// endings are the kinds of files that are taken, with how the names of such files end; the first is the
// usual one.
var endings = map[string][]string{"application/pdf": {".pdf"}, "image/png": {".png"}, "image/jpeg": {".jpg", ".jpeg"}}

// KindOf tells by a file's content, and by nothing that its sender says, of which kind it is: a media type
// of PDF, PNG or JPEG, or "" for any other. It reads from the beginning to the end, so that what is half one
// thing and half another is neither.
func KindOf(content []byte) string {
	kind := http.DetectContentType(content)
	whole := map[string]func([]byte) bool{"application/pdf": wholePDF, "image/png": wholePNG, "image/jpeg": wholeJPEG}[kind]
	if whole == nil || !whole(content) {
		return ""
	}
	return kind
}

// endOfPDF is how far from its end a PDF says that it ends: that much may follow, as readers allow.
const endOfPDF = 1024

// lastOfPDF is how a PDF ends: it says where its table of objects is, and that this was all.
var lastOfPDF = regexp.MustCompile(`startxref[ \t\r\n]+([0-9]{1,10})[ \t\r\n]+%%EOF`)

// wholePDF looks for what a PDF begins and ends with, and for an object between.
func wholePDF(content []byte) bool {
	if len(content) <= 8 || !bytes.HasPrefix(content, []byte("%PDF-")) || content[5] < '1' || content[5] > '2' || content[6] != '.' {
		return false
	}
	last := lastOfPDF.FindSubmatch(content[max(0, len(content)-endOfPDF):])
	if last == nil || !bytes.Contains(content, []byte(" obj")) {
		return false
	}
	at, err := strconv.ParseInt(string(last[1]), 10, 64)
	return err == nil && at < int64(len(content))
}

// wholePNG goes through a picture's parts, each with its length before it and its check sum after it, from the
// one that says how large it is to the one that ends it.
func wholePNG(content []byte) bool {
	if !hasHead(content, "png") {
		return false
	}
	const head, around = 8, 12 // of the file; length, name and check sum of a part
	points := false
	for rest := content[head:]; len(rest) >= around; {
		length := int64(binary.BigEndian.Uint32(rest))
		if length > int64(len(rest)-around) || crc32.ChecksumIEEE(rest[4:8+length]) != binary.BigEndian.Uint32(rest[8+length:]) {
			return false
		}
		name := string(rest[4:8])
		points = points || name == "IDAT"
		if rest = rest[around+length:]; name == "IEND" {
			return points && length == 0 && len(rest) == 0
		}
	}
	return false
}

// hasHead reads what a picture says of itself before its points.
func hasHead(content []byte, format string) bool {
	c, found, err := image.DecodeConfig(bytes.NewReader(content))
	return err == nil && found == format && c.Width > 0 && c.Height > 0
}

// longestName is how many letters the name of a file has at most, with its ending.
const longestName = 100

// CleanName makes the name of a file of a kind one that can be shown, and kept in any folder: without the
// folders before it, what is not seen, and what some systems take for something else.
func CleanName(name, kind string) string {
	name = strings.ReplaceAll(strings.ToValidUTF8(name, "_"), `\`, "/")
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r):
			return -1
		case strings.ContainsRune(`<>:"|?*`, r):
			return '_'
		}
		return r
	}, path.Base(name))
	name = strings.Trim(name, " ./")
	ending := strings.ToLower(path.Ext(name))
	body := []rune(name[:len(name)-len(path.Ext(name))])
	if fit := endings[kind]; len(fit) > 0 && !slices.Contains(fit, ending) {
		body, ending = []rune(name), fit[0]
	}
	body = body[:min(len(body), longestName-len([]rune(ending)))]
	if body := strings.TrimSpace(string(body)); body != "" {
		return body + ending
	}
	return "file" + ending
}
