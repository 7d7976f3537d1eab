"""A video of a code, for Chromium's fake camera to play.

Start Chromium with `flags(path)`; the camera then shows the file in a loop, thirty frames a second.
"""

from io import BytesIO
from pathlib import Path

import qrcode
from PIL import Image
from qrcode.constants import ERROR_CORRECT_L
from qrcode.image.pil import PilImage

SIZE = (1280, 720)
SCENE = (92, 84, 74)
CODE_HEIGHT = 420
FRAMES = 30


def flags(video: Path) -> list[str]:
    """Chromium's flags for a camera that plays the video and is always allowed."""
    return [
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        f"--use-file-for-fake-video-capture={video}",
    ]


def draw_code(text: str) -> Image.Image:
    """The text as a QR code on white, as a screen shows it."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_L, border=4, image_factory=PilImage)
    code.add_data(text)
    code.make(fit=True)
    return code.make_image().get_image().convert("RGB")


def write_video(path: Path, picture: Image.Image, empty: int = 0) -> Path:
    """Write an MJPEG of the picture held before the camera, after so many empty frames."""
    nothing = _jpeg(Image.new("RGB", SIZE, SCENE))
    path.write_bytes(nothing * empty + _jpeg(hold_up(picture)) * FRAMES)
    return path


def hold_up(picture: Image.Image) -> Image.Image:
    """The picture in the middle of what the camera sees, smaller than the whole."""
    scene = Image.new("RGB", SIZE, SCENE)
    width = round(picture.width * CODE_HEIGHT / picture.height)
    held = picture.convert("RGB").resize((width, CODE_HEIGHT))
    scene.paste(held, ((SIZE[0] - width) // 2, (SIZE[1] - CODE_HEIGHT) // 2))
    return scene


def _jpeg(picture: Image.Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()
