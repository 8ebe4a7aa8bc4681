"""An upload that is too large is not kept anywhere: not in memory, not on the disk."""

from django.conf import settings
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler

FORM = 64 * 1024
"""What the rest of the form may take, in bytes."""


class LimitedUpload(TemporaryFileUploadHandler):
    """Takes files up to settings.UPLOAD_LIMIT. Of a larger one only the size is kept, as `request.upload_size`."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.is_too_large = content_length > settings.UPLOAD_LIMIT + FORM
        self.request.upload_size = content_length if self.is_too_large else 0

    def new_file(self, *args, **kwargs):
        if self.is_too_large:
            # Not a reset of the connection: the person would see an error of the browser instead of our sentence.
            raise StopUpload(connection_reset=False)
        super().new_file(*args, **kwargs)
