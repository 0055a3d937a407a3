// Show a place on a map without tiles: a click, or arrows then Enter, fills two hidden fields.
// The name of the place says the same without script. Loaded after leaflet.js.
(() => {
  const CENTRE = [42.6986, 2.8956];
  const DIGITS = 5;
  const STEP = 0.005; // degrees between the lines of the grid, about 400 metres

  const grid = (map) => {
    const style = { className: "grid", weight: 1, interactive: false };
    const [south, west, north, east] = [42.62, 2.78, 42.78, 3.02];
    for (let lat = south; lat <= north; lat += STEP) L.polyline([[lat, west], [lat, east]], style).addTo(map);
    for (let lon = west; lon <= east; lon += STEP) L.polyline([[south, lon], [north, lon]], style).addTo(map);
  };

  // The outline of the town, and its landmarks by name: labels are nodes, never HTML.
  const outline = async (map, url) => {
    const answer = await fetch(url);
    if (!answer.ok) return;
    const shapes = await answer.json();
    L.geoJSON(shapes, {
      interactive: false,
      style: { className: "contour", weight: 1.5, fillOpacity: 0.7 },
      pointToLayer: (shape, spot) => {
        const name = document.createElement("span");
        name.textContent = shape.properties.name;
        return L.circleMarker(spot, { radius: 4, className: "landmark", interactive: false })
          .bindTooltip(name, { permanent: true, direction: shape.properties.side || "right", className: "landmark-name" });
      },
    }).addTo(map).eachLayer((layer) => layer.feature.geometry.type === "Polygon" && layer.bringToBack());
  };

  const start = (box) => {
    const field = box.closest("fieldset");
    const latitude = field.querySelector("[data-latitude]");
    const longitude = field.querySelector("[data-longitude]");
    const canvas = box.querySelector(".map__canvas");
    const told = box.querySelector("output");
    const clear = box.querySelector("button");
    box.hidden = false;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = L.map(canvas, {
      zoomControl: false, attributionControl: false, scrollWheelZoom: false,
      zoomAnimation: !calm, fadeAnimation: !calm, inertia: !calm, minZoom: 11, maxZoom: 18,
    });
    L.control.zoom({ zoomInTitle: box.dataset.zoomIn, zoomOutTitle: box.dataset.zoomOut }).addTo(map);
    let pin = null;
    const icon = () => L.divIcon({ className: "map__pin", html: "", iconSize: [26, 26] });

    const show = (spot) => {
      if (pin) pin.remove();
      pin = spot ? L.marker(spot, { icon: icon(), keyboard: false, interactive: false }).addTo(map) : null;
      told.textContent = spot ? `${box.dataset.chosen} ${spot[0]}, ${spot[1]}` : box.dataset.none;
      clear.hidden = !spot;
    };
    const choose = (point) => {
      const spot = [Number(point.lat.toFixed(DIGITS)), Number(point.lng.toFixed(DIGITS))];
      [latitude.value, longitude.value] = spot;
      show(spot);
    };

    const given = latitude.value && longitude.value;
    const spot = given ? [Number(latitude.value), Number(longitude.value)] : null;
    map.setView(spot || CENTRE, 15);
    grid(map);
    show(spot);
    map.on("click", (event) => choose(event.latlng));
    // Enter would send the form: on the map it chooses its centre.
    canvas.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target !== canvas) return;
      event.preventDefault();
      choose(map.getCenter());
    });
    clear.addEventListener("click", () => {
      latitude.value = longitude.value = "";
      show(null);
      canvas.focus();
    });
    outline(map, box.dataset.outline).catch(() => {});
  };

  document.querySelectorAll("[data-place-map]").forEach(start);
})();
