"""The site's URLs and, for who works on it, the page of components."""

from django.urls import path

from config.gallery import gallery
from config.urls import urlpatterns as site

urlpatterns = [path("components/", gallery, name="components"), *site]
