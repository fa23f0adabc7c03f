"""Pages of foods. Fixed paths stand before `<slug>`: no food may take their names."""

from django.urls import path

from foods.views import calculator, compare, detail, index, own

app_name = "foods"

urlpatterns = [
    path("", index.index, name="index"),
    path("calculator/", calculator.calculator, name="calculator"),
    path("compare/", compare.compare, name="compare"),
    path("mine/", own.mine, name="mine"),
    path("new/", own.new, name="new"),
    path("new/save/", own.create, name="create"),
    path("new/supplement/", own.new_supplement, name="new_supplement"),
    path("new/supplement/save/", own.create_supplement, name="create_supplement"),
    path("new/preview/<slug:kind>/", own.preview, name="preview"),
    path("<slug:slug>/", detail.detail, name="detail"),
    path("<slug:slug>/correct/", own.correct, name="correct"),
    path("<slug:slug>/correct/save/", own.create_copy, name="create_copy"),
    path("<slug:slug>/edit/", own.edit, name="edit"),
    path("<slug:slug>/edit/save/", own.save, name="save"),
    path("<slug:slug>/delete/", own.delete, name="delete"),
    path("<slug:slug>/put-back/", own.put_back, name="put_back"),
]
