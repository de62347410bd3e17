"""Why a file is not taken."""

from app.bookings.files.kinds import LARGEST
from app.kernel.errors import Conflict, Detail, Refusal


class FileTooLarge(Refusal):
    code, status, message = "TOO_LARGE", 413, "The file is too large."

    def __init__(self) -> None:
        super().__init__(details=[Detail("body", f"A file has at most {LARGEST // 1024**2} MiB.")])


class UnknownFileType(Refusal):
    code, status, message = "UNSUPPORTED_MEDIA_TYPE", 415, "Files of this kind are not taken."

    def __init__(self) -> None:
        super().__init__(details=[Detail("body", "Send a PDF, PNG or JPEG file, or plain text in UTF-8.")])


class TooManyFiles(Conflict):
    code = "TOO_MANY_FILES"
    message = "You have sent many files that no booking has taken: use those, or try again tomorrow."
