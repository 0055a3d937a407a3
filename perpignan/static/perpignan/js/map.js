// Draws points on a map, with or without tiles; the list beside says the same without script.
// Points: [{lat, lon, label, url, text}], numbered like the list. Loaded after leaflet.js.
(() => {
  const CLOSE = 34; // pixels under which two pins become one
  const pin = (text, size, many) =>
    L.divIcon({ className: many ? "map__pin map__pin--many" : "map__pin", html: String(text), iconSize: [size, size] });

  // A popup is built from nodes, never from HTML: labels are people's text.
  const popup = (point) => {
    const box = document.createElement("div");
    const title = document.createElement(point.url ? "a" : "strong");
    title.textContent = point.label;
    if (point.url) title.href = point.url;
    box.append(title);
    if (point.text) {
      const text = document.createElement("div");
      text.textContent = point.text;
      box.append(text);
    }
    return box;
  };

  const grouped = (map, points) => {
    const groups = [];
    points.forEach((point) => {
      const at = map.latLngToLayerPoint([point.lat, point.lon]);
      const near = groups.find((group) => group.at.distanceTo(at) < CLOSE);
      if (near) near.members.push(point);
      else groups.push({ at, members: [point] });
    });
    return groups;
  };

  const draw = (map, layer, points, canvas) => {
    layer.clearLayers();
    grouped(map, points).forEach(({ members }) => {
      const [point] = members;
      const spot = [point.lat, point.lon];
      if (members.length === 1) {
        const title = `${point.number}. ${point.label}`;
        L.marker(spot, { icon: pin(point.number, 30, false), title, alt: title }).bindPopup(popup(point)).addTo(layer);
        return;
      }
      const bounds = L.latLngBounds(members.map((member) => [member.lat, member.lon]));
      const title = `${members.length} ${canvas.dataset.many}`;
      L.marker(spot, { icon: pin(`×${members.length}`, 36, true), title, alt: title })
        .on("click keypress", () => map.fitBounds(bounds.pad(0.5), { maxZoom: map.getZoom() + 4 }))
        .addTo(layer);
    });
  };

  // Without tiles, meridians and parallels give the scale of a wide map.
  const grid = (map) => {
    const style = { className: "grid", weight: 1, interactive: false };
    for (let degree = -180; degree <= 180; degree += 5) L.polyline([[-80, degree], [80, degree]], style).addTo(map);
    for (let degree = -80; degree <= 80; degree += 5) L.polyline([[degree, -180], [degree, 180]], style).addTo(map);
  };

  const contour = async (map, url) => {
    const answer = await fetch(url);
    if (!answer.ok) return;
    L.geoJSON(await answer.json(), { interactive: false, style: { className: "contour", weight: 1.5, fillOpacity: 0.7 } })
      .addTo(map)
      .bringToBack();
  };

  const start = (canvas) => {
    const points = JSON.parse(document.getElementById(canvas.dataset.points).textContent)
      .map((point, index) => ({ ...point, number: index + 1, lat: Number(point.lat), lon: Number(point.lon) }))
      .filter((point) => Number.isFinite(point.lat) && Number.isFinite(point.lon));
    if (!points.length) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const map = L.map(canvas, {
      zoomControl: false, attributionControl: false, scrollWheelZoom: false,
      zoomAnimation: !calm, fadeAnimation: !calm, inertia: !calm, maxZoom: 17,
    });
    L.control.zoom({ zoomInTitle: canvas.dataset.zoomIn, zoomOutTitle: canvas.dataset.zoomOut }).addTo(map);
    map.fitBounds(L.latLngBounds(points.map((point) => [point.lat, point.lon])).pad(0.15), { maxZoom: 14 });
    grid(map);
    const layer = L.layerGroup().addTo(map);
    map.on("zoomend", () => draw(map, layer, points, canvas));
    draw(map, layer, points, canvas);
    if (canvas.dataset.contour) contour(map, canvas.dataset.contour).catch(() => {});
  };

  document.querySelectorAll("[data-map]").forEach(start);
})();
