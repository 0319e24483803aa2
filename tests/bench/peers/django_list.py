"""django_list.py - the list page by Django's ORM and templates; served with gunicorn django_list:application."""
import os

from django.conf import settings

settings.configure(
    DEBUG=False, SECRET_KEY="bench", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[], DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["LIST_DATABASE"], "CONN_MAX_AGE": None}},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"autoescape": True}}])

import django  # noqa: E402

django.setup()

from django.db import models  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import path  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402


class Nomination(models.Model):
    public_id = models.TextField()
    brand = models.TextField()
    unit = models.TextField()
    district = models.TextField()
    slogan = models.TextField()
    submitted_on = models.TextField()

    class Meta:
        app_label = "bench"
        db_table = "nomination"
        managed = False


ROWS = int(os.environ["LIST_ROWS"])
HEAD = "x" * int(os.environ["LIST_HEAD"])
PAGE = engines["django"].from_string(
    "{{ head }}{% for r in rows %}<tr><td><a href=\"/publicity/{{ r.public_id }}\">{{ r.brand }}</a><td>{{ r.unit }}<td>{{ r.district }}"
    "<td>{{ r.slogan }}<td>{{ r.submitted_on }}\n{% endfor %}</table></html>\n")


def show(request):
    return HttpResponse(PAGE.render({"head": HEAD, "rows": Nomination.objects.filter(id__lt=2000).order_by("-id")[:ROWS]}))


urlpatterns = [path("", show)]
application = get_wsgi_application()
