// Makes a photo smaller before it is sent, where the line may be slow; without it, it goes as it is.
// Not where the place is to be used: it stands in the file, and a smaller one would not tell it.
(() => {
  "use strict";

  const LONGEST = 1600;
  const ENOUGH = 500000;

  const smaller = async (file) => {
    const seen = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(seen.width, seen.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(seen.width * scale);
    canvas.height = Math.round(seen.height * scale);
    canvas.getContext("2d").drawImage(seen, 0, 0, canvas.width, canvas.height);
    const drawn = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return drawn && drawn.size < file.size
      ? new File([drawn], "photo.jpg", { type: "image/jpeg" })
      : file;
  };

  const isLarge = (input) => {
    const place = input.form.elements[input.name.replace(/_file$/, "_place")];
    return input.files.length && input.files[0].size > ENOUGH && !place?.checked;
  };

  const shrink = async (input) => {
    const chosen = new DataTransfer();
    chosen.items.add(await smaller(input.files[0]));
    input.files = chosen.files;
  };

  for (const form of document.querySelectorAll('form[enctype="multipart/form-data"]')) {
    const inputs = [...form.querySelectorAll('input[type="file"][accept="image/*"]')];
    let state = "chosen";
    form.addEventListener("submit", async (event) => {
      const large = state === "chosen" ? inputs.filter(isLarge) : [];
      if (state === "small" || (state === "chosen" && !large.length)) return;
      event.preventDefault();
      // For the page nothing is sent yet: it lets each form be sent once.
      event.stopPropagation();
      if (state === "shrinking") return;
      state = "shrinking";
      // What cannot be made smaller is sent as it is: the house says what is wrong with it.
      await Promise.allSettled(large.map(shrink));
      // Once this event is over: within it, none is sent.
      await new Promise((done) => setTimeout(done));
      state = "small";
      form.requestSubmit(event.submitter);
      state = "chosen";
    });
  }
})();
