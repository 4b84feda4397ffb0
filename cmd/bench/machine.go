package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// machine describes the machine that the figures were measured on, as far as the system tells.
func machine() string {
	cpu := field("/proc/cpuinfo", "model name", ":")
	if cpu == "" {
		cpu = runtime.GOARCH
	}
	text := fmt.Sprintf("%s, %d cores", cpu, runtime.NumCPU())
	if kib, _, found := strings.Cut(field("/proc/meminfo", "MemTotal", ":"), " "); found {
		n, _ := strconv.Atoi(kib)
		text += fmt.Sprintf(", %.1f GiB", float64(n)/(1<<20))
	}
	system := strings.Trim(field("/etc/os-release", "PRETTY_NAME", "="), `"`)
	if system == "" {
		system = runtime.GOOS
	}
	if kernel, err := os.ReadFile("/proc/sys/kernel/osrelease"); err == nil {
		system += ", kernel " + strings.TrimSpace(string(kernel))
	}
	return text + "; " + system
}

// field returns the value of the first line of a file that has the name.
func field(path, name, separator string) string {
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		key, value, found := strings.Cut(lines.Text(), separator)
		if found && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// introduce writes the machine and the sizes with which the table below was measured.
func (b *bench) introduce(out io.Writer) error {
	engines, err := b.engines()
	if err != nil {
		return err
	}
	var again []string
	if b.Scale != 1 {
		again = append(again, fmt.Sprintf(" --scale %v", b.Scale))
	}
	if len(b.Only) > 0 {
		again = append(again, " --only "+strings.Join(b.Only, ","))
	}
	if !b.Postgres {
		again = append(again, " --postgres=false")
	}
	_, err = fmt.Fprintf(out, `Machine  %s
Go       %s, %s/%s
Engine   %s
Facts    %s
Again    go run ./cmd/bench%s

`, machine(), runtime.Version(), runtime.GOOS, runtime.GOARCH, engines, b.facts(), strings.Join(again, ""))
	return err
}

// facts says how many there are of each.
func (b *bench) facts() string {
	z := b.world.sizes
	return fmt.Sprintf("%d partners, %d tenants, %d subscriptions, %d months of %d usage rows, %d nominations, %d delegated administrations, %d sales",
		z.partners, z.tenants, z.subscriptions, monthsAtFirst, z.subscriptions,
		z.counted(nominated), (z.tenants+1)/2, z.counted(orders))
}

// counted adds up the count of each subscription.
func (z sizes) counted(countOf func(int32) int) (n int) {
	for k := range int32(z.subscriptions) {
		n += countOf(k)
	}
	return n
}
