package db

// AsOf makes a database of an older schema, with what statements put in it.
var AsOf = asOf
