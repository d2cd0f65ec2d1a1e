package list

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"cordon"
	"cordon/internal/archive"
)

// A manifest is the archive's own record of a publication whose files do not say
// all of it: of which day they are, and which files belong together. It is kept in
// the archive as a file like any other, so that a new database can be loaded from
// the archive alone.
type manifest struct {
	Kind      string                `json:"cordon"` // manifestKind
	List      cordon.ListID         `json:"list"`
	Format    string                `json:"format"`
	Published cordon.Date           `json:"published"`
	Files     []cordon.ArchivedFile `json:"files"`
}

const manifestKind = "publication"

// manifestStart are the first bytes of every manifest.
const manifestStart = `{"cordon":"` + manifestKind + `",`

// maxManifest is far more than a publication of five files needs.
const maxManifest = 64 << 10

// keepManifest archives the manifest of a publication that needs one: it has
// several files, or its date is not in them. One that nothing dates gets none.
func (u *Updater) keepManifest(ctx context.Context, p *publication) error {
	if p.undated || len(p.files) == 1 && !p.files[0].readings[0].Published.IsZero() {
		return nil
	}
	b, err := json.Marshal(manifest{manifestKind, p.List, p.Format, p.Published, p.archivedFiles()})
	if err != nil {
		return err
	}
	_, err = u.Archive.Put(ctx, bytes.NewReader(b), maxManifest)
	return err
}

// readManifest reads a manifest; false when the file is none. It is one only under
// the name that the archive gives its bytes: what lies beside a list under another
// name says nothing of it.
func readManifest(ctx context.Context, f *file) (m manifest, ok bool) {
	r, err := f.raw(ctx)
	if err != nil {
		return m, false
	}
	defer r.Close()
	start := make([]byte, len(manifestStart))
	if _, err := io.ReadFull(r, start); err != nil || string(start) != manifestStart {
		return m, false
	}
	b, err := io.ReadAll(io.LimitReader(r, maxManifest))
	b = append(start, b...)
	if err != nil || !strings.HasSuffix("/"+f.name, "/"+archive.Key(cordon.DigestOf(b))) || json.Unmarshal(b, &m) != nil {
		return m, false
	}
	return m, !m.Published.IsZero() && len(m.Files) > 0
}

// place gives the files that manifests name their dates and names, and puts those
// of one manifest together as if in a folder. A file of several publications (an
// alias file that did not change) is in each; one that none names stays as it is. A
// file that cannot be read goes to t.
func place(ctx context.Context, files []*listFile, manifests []manifest, t *tally) []*listFile {
	if len(manifests) == 0 {
		return files
	}
	digests := map[string]cordon.Digest{} // by the name of the plain file, or of the zip
	var out []*listFile
	for _, f := range files {
		name := cmp.Or(f.zip, f.name)
		if digests[name] == "" {
			d, err := f.sum(ctx)
			if err != nil {
				t.add(failed("", []*file{f.file}, f.problem(err)))
				continue
			}
			digests[name] = d
		}
		placed := inManifests(f, digests[name], manifests)
		if len(placed) == 0 {
			placed = []*listFile{f}
		}
		out = append(out, placed...)
	}
	return out
}

// inManifests returns the file once for each manifest that names it.
func inManifests(f *listFile, d cordon.Digest, manifests []manifest) []*listFile {
	var out []*listFile
	for _, m := range manifests {
		for _, a := range m.Files {
			if a.Digest != d || !f.reads(m.List, m.Format) {
				continue
			}
			c, plain := *f, *f.file
			c.file, c.date = &plain, m.Published
			c.dir = m.dir()
			c.name = a.Name + strings.TrimPrefix(f.name, cmp.Or(f.zip, f.name))
			if f.zip != "" {
				c.zip = a.Name
			}
			out = append(out, &c)
		}
	}
	return out
}

// reads reports whether the file can be read as a part of that list in that format.
func (f *listFile) reads(l cordon.ListID, format string) bool {
	return slices.ContainsFunc(f.readings, func(r reading) bool { return r.source.ID == l && r.format.Name == format })
}

// dir is what the files of one manifest, and no others, have in common.
func (m *manifest) dir() string {
	var digests []string
	for _, f := range m.Files {
		digests = append(digests, string(f.Digest))
	}
	return m.Published.String() + " " + strings.Join(digests, " ")
}

// sum returns the digest that the archive gives the raw bytes.
func (f *file) sum(ctx context.Context) (cordon.Digest, error) {
	if f.digest != "" {
		return f.digest, nil
	}
	r, err := f.raw(ctx)
	if err != nil {
		return "", err
	}
	defer r.Close()
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		return "", err
	}
	return cordon.Digest("sha256:" + hex.EncodeToString(h.Sum(nil))), nil
}
