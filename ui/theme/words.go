package theme

import (
	"encoding/json"
	"fmt"

	"fyne.io/fyne/v2/lang"
)

// SpeakFyne makes Fyne's own words (in its date picker, file dialog, menus of text fields) follow the
// language of the program instead of the language of the system. Language is "en" or "ru"; another one is
// an error. It can be called again to switch; widgets show the new words when they are next built.
//
// Fyne looks its words up under the system's language and has no way to choose another, so our words are
// laid over that language's, all of them: a missing key would be logged on every look-up.
func SpeakFyne(language string) error {
	words, ok := fyneWords(language)
	if !ok {
		return fmt.Errorf("theme: no words of Fyne in %q", language)
	}
	raw, err := json.Marshal(words)
	if err != nil {
		return fmt.Errorf("theme: words of Fyne: %w", err)
	}
	if err := lang.AddTranslationsForLocale(raw, lang.SystemLocale()); err != nil {
		return fmt.Errorf("theme: words of Fyne: %w", err)
	}
	return nil
}

func fyneWords(language string) (map[string]string, bool) {
	switch language {
	case "en":
		return map[string]string{
			"Advanced": "Advanced", "Cancel": "Cancel", "Confirm": "Confirm", "Copy": "Copy",
			"Create Folder": "Create folder", "Cut": "Cut", "Enter filename": "File name", "Error": "Error",
			"Favourites": "Favourites", "File": "File", "Folder": "Folder", "New Folder": "New folder",
			"No": "No", "OK": "OK", "Open": "Open", "Paste": "Paste", "Quit": "Quit", "Redo": "Redo",
			"Save": "Save", "Select all": "Select all", "Show Hidden Files": "Show hidden files",
			"Undo": "Undo", "Yes": "Yes", "file.name": "Name", "file.parent": "Up",
			"monday": "Monday", "tuesday": "Tuesday", "wednesday": "Wednesday", "thursday": "Thursday",
			"friday": "Friday", "saturday": "Saturday", "sunday": "Sunday",
			"monday.short": "Mon", "tuesday.short": "Tue", "wednesday.short": "Wed", "thursday.short": "Thu",
			"friday.short": "Fri", "saturday.short": "Sat", "sunday.short": "Sun",
		}, true
	case "ru":
		return map[string]string{
			"Advanced": "Дополнительно", "Cancel": "Отмена", "Confirm": "Подтвердить", "Copy": "Копировать",
			"Create Folder": "Создать папку", "Cut": "Вырезать", "Enter filename": "Имя файла", "Error": "Ошибка",
			"Favourites": "Избранное", "File": "Файл", "Folder": "Папка", "New Folder": "Новая папка",
			"No": "Нет", "OK": "Хорошо", "Open": "Открыть", "Paste": "Вставить", "Quit": "Выйти", "Redo": "Вернуть",
			"Save": "Сохранить", "Select all": "Выделить всё", "Show Hidden Files": "Показывать скрытые файлы",
			"Undo": "Отменить", "Yes": "Да", "file.name": "Имя", "file.parent": "Вверх",
			"monday": "Понедельник", "tuesday": "Вторник", "wednesday": "Среда", "thursday": "Четверг",
			"friday": "Пятница", "saturday": "Суббота", "sunday": "Воскресенье",
			"monday.short": "Пн", "tuesday.short": "Вт", "wednesday.short": "Ср", "thursday.short": "Чт",
			"friday.short": "Пт", "saturday.short": "Сб", "sunday.short": "Вс",
		}, true
	}
	return nil, false
}
