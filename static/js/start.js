// Tells the server in which time zone "today" is; without it, days are counted in UTC.
(() => {
  const fill = () => {
    const field = document.getElementById("id_time_zone");
    if (field && !field.value) field.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "";
  };
  fill();
  document.body.addEventListener("htmx:afterSwap", fill);
})();
