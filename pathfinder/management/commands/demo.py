from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from pathfinder import env
from pathfinder.demonstration.loading import load_demonstration
from pathfinder.demonstration.serving import serve
from pathfinder.demonstration.worker import WorkerBeside


class Command(BaseCommand):
    help = "Serves the demonstration with its data, which are loaded once. ./run starts it."

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--host", default="127.0.0.1", help="other names than localhost belong in ALLOWED_HOSTS too"
        )
        parser.add_argument("--no-serve", action="store_true", help="load the data and stop")

    def handle(self, *, port, host, no_serve, **options):
        if not settings.DEMONSTRATION:
            raise CommandError(
                "This is not a demonstration, and its data come with log-ins that everybody knows. "
                "Use ./run, or set DEMONSTRATION=1 if this database is meant for it."
            )
        call_command("migrate", verbosity=0, interactive=False)
        is_new = load_demonstration()
        if no_serve:
            self.tell("Demonstration data loaded." if is_new else "The demonstration data were there already.")
            return
        call_command("daily", stdout=StringIO())
        call_command("send_notices", stdout=StringIO())
        worker = WorkerBeside()

        def begin(bound: int) -> None:
            if not env.text("SITE_URL"):
                settings.SITE_URL = f"http://{host}:{bound}"  # known only now, and read by the worker in this process
            worker.start()
            self.tell(f"The demonstration runs on http://{host}:{bound}, until Ctrl+C.")

        try:
            serve(host, port, begin)
            self.tell("")
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Port {port} of {host} cannot be used: {error}. ./run --port N takes another."
            ) from error
        except KeyboardInterrupt:  # uvicorn has ended what it did, and tells
            self.tell("")
        finally:
            worker.stop()

    def tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
