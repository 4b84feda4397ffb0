package intake

import (
	"os"
	"testing"

	"shimei/store/storetest"
)

func TestMain(m *testing.M) { os.Exit(storetest.Run(m)) }
