print("stars in the last batch:", 300 // 5)
