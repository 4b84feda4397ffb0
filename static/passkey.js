// A passkey is used or made as the page opens, and its answer sent as the form's.
const form = document.querySelector("form[data-passkey]"), again = form.querySelector("button")
const show = (id, is) => { document.getElementById(id).hidden = !is }

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0))
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")

// read is parseCreationOptionsFromJSON and its sister, for browsers without.
const read = (options) => {
	options.challenge = bytes(options.challenge)
	if (options.user) options.user.id = bytes(options.user.id)
	for (const key of [...options.excludeCredentials ?? [], ...options.allowCredentials ?? []]) key.id = bytes(key.id)
	return options
}

// written is toJSON, for browsers without.
const written = (key) => {
	const response = { clientDataJSON: text(key.response.clientDataJSON) }
	for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
		if (key.response[name]) response[name] = text(key.response[name])
	}
	if (key.response.getTransports) response.transports = key.response.getTransports()
	return { id: key.id, rawId: text(key.rawId), type: key.type, response, clientExtensionResults: {} }
}

const asked = () => {
	const options = JSON.parse(form.dataset.options)
	const parse = form.dataset.passkey === "create" ? PublicKeyCredential.parseCreationOptionsFromJSON : PublicKeyCredential.parseRequestOptionsFromJSON
	return { publicKey: parse ? parse.call(PublicKeyCredential, options) : read(options) }
}

const run = async () => {
	again.hidden = true
	show("passkey-failed", false)
	try {
		const key = await navigator.credentials[form.dataset.passkey](asked())
		form.elements.answer.value = JSON.stringify(key.toJSON ? key.toJSON() : written(key))
		form.submit()
	} catch {
		show("passkey-failed", true) // the person refused, has none here, or took too long
		again.hidden = false
	}
}

show("passkey-script", false)
if (window.PublicKeyCredential) {
	again.addEventListener("click", run)
	if ("waits" in form.dataset) again.hidden = false // it was refused just now
	else run()
} else {
	show("passkey-unable", true)
}
