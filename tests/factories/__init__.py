"""One module per app. A factory holds no surprise: a situation has a name, the rest is as plain as can be."""
