// Comfort, and nothing that a page needs: without this file everything works.

// Partners are found while a name is typed, and what if is answered: a form names the parts that change.
for (const form of document.querySelectorAll("form[data-live]")) {
	const parts = form.dataset.live.split(" ").map((id) => document.getElementById(id)).filter((part) => part)
	let waiting, under
	form.addEventListener("input", () => {
		clearTimeout(waiting)
		waiting = setTimeout(async () => {
			under?.abort()
			under = new AbortController()
			try {
				const answer = await fetch(form.action + "?" + new URLSearchParams(new FormData(form)), { signal: under.signal })
				const page = new DOMParser().parseFromString(await answer.text(), "text/html")
				for (const part of parts) part.replaceChildren(...(page.getElementById(part.id)?.childNodes ?? []))
			} catch {
				// The button finds them too.
			}
		}, 200)
	})
}

// A box above a column of boxes ticks them all.
for (const head of document.querySelectorAll("th[data-all]")) {
	const table = head.closest("table"), boxes = [...table.querySelectorAll("td.tick input")]
	const label = document.createElement("label"), name = document.createElement("span"), all = document.createElement("input")
	const show = () => {
		const ticked = boxes.filter((box) => box.checked).length
		all.checked = ticked === boxes.length
		all.indeterminate = ticked > 0 && !all.checked
	}
	all.type = "checkbox"
	all.addEventListener("change", () => { for (const box of boxes) box.checked = all.checked })
	table.addEventListener("change", show)
	addEventListener("pageshow", show) // which comes after what a browser remembers of the boxes
	name.className = "visually-hidden"
	name.textContent = head.dataset.all
	label.append(all, name)
	head.replaceChildren(label)
}

// An id is copied by a button beside it.
if (navigator.clipboard) {
	for (const id of document.querySelectorAll("[data-copy]")) {
		const button = document.createElement("button")
		button.type = "button"
		button.className = "plain copy"
		button.textContent = id.dataset.copy
		button.addEventListener("click", async () => {
			try {
				await navigator.clipboard.writeText(id.textContent.trim())
				button.textContent = id.dataset.copied
			} catch {
				getSelection().selectAllChildren(id) // to be copied by hand
			}
		})
		id.after(" ", button)
	}
}

// A shortened id becomes a button that copies it whole.
if (navigator.clipboard) {
	const words = document.getElementById("main").dataset
	for (const id of document.querySelectorAll("[data-id]")) {
		const button = document.createElement("button")
		button.type = "button"
		button.className = "plain code id"
		button.textContent = id.textContent
		button.title = `${words.copies} ${id.dataset.id}`
		button.dataset.whole = id.dataset.id
		button.setAttribute("aria-label", `${words.copies} ${id.textContent}`) // which has the text that is seen
		button.addEventListener("click", async () => {
			try {
				await navigator.clipboard.writeText(id.dataset.id)
				button.textContent = words.copied
			} catch {
				button.textContent = id.dataset.id // to be copied by hand
			}
		})
		button.addEventListener("blur", () => { button.textContent = id.textContent })
		id.replaceWith(button)
	}
}

// Whether rows stand close is remembered in this browser.
const remembered = {
	get close() {
		try { return localStorage.getItem("rows") === "close" } catch { return false } // where nothing may be kept
	},
	set close(close) {
		try { localStorage.setItem("rows", close ? "close" : "") } catch { /* so it is for this page only */ }
	},
}
const root = document.documentElement
const switcher = document.querySelector("[data-switch=rows]")
if (switcher && document.querySelector("main .scroll table")) {
	const show = (close) => {
		root.dataset.rows = close ? "close" : ""
		switcher.setAttribute("aria-pressed", close)
		remembered.close = close
	}
	switcher.hidden = false
	show(remembered.close)
	switcher.addEventListener("click", () => show(root.dataset.rows !== "close"))
}

// Who leaves a form that was filled in, and not sent, is asked.
let unsent = false
for (const form of document.querySelectorAll("main form[method=post]")) {
	form.addEventListener("input", () => { unsent = true })
	form.addEventListener("submit", () => { unsent = false })
}
addEventListener("beforeunload", (event) => {
	if (unsent) event.preventDefault()
})

// A slash goes to the search, from everywhere but a field; and so does its button, where the field is away.
const find = document.getElementById("find")
if (find) {
	addEventListener("keydown", (event) => {
		if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return
		event.preventDefault()
		find.focus()
		find.select()
	})
	find.form.addEventListener("submit", (event) => {
		if (find.value.trim()) return
		event.preventDefault()
		find.focus()
	})
}

// What is open on a page is kept in its address, so that it is open again after a look elsewhere.
for (const part of document.querySelectorAll("details[data-open]")) {
	part.addEventListener("toggle", () => {
		const address = new URL(location.href), others = address.searchParams.getAll("open").filter((name) => name !== part.dataset.open)
		address.searchParams.delete("open")
		for (const name of part.open ? [...others, part.dataset.open] : others) address.searchParams.append("open", name)
		history.replaceState(history.state, "", address)
	})
}
