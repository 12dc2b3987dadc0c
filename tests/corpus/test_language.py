from corpus.language import detect_language


def test_the_script_with_more_letters_decides() -> None:
    assert detect_language("The word إسناد means support.") == "en"
    assert detect_language("كلمة isnad تعني إسناداً في العربية") == "ar"


def test_a_tie_is_english_unless_told_otherwise() -> None:
    assert detect_language("2024: 165") == "en"
    assert detect_language("ab اب") == "en"
    assert detect_language("12", default="ar") == "ar"
