const box = document.querySelector("input");
if (box) box.addEventListener("input", () => {
  const wanted = box.value.toLowerCase();
  for (const item of document.querySelectorAll("ul.list > li"))
    item.hidden = !item.textContent.toLowerCase().includes(wanted);
});
