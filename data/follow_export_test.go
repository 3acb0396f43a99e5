package data

// FollowedTables names all tables of which is said how they are followed.
func FollowedTables() (names []string) {
	for _, one := range followedTables() {
		names = append(names, one.name)
	}
	return names
}
