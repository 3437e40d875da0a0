### Words on pages. One message a key; the same keys in every language.

## Everywhere

skip-to-content = Ir al contenido
demo-bar-label = Demostración
demo-bar = Esto es una demostración. Nada sale de esta máquina.
demo-bar-start = Página de inicio
demo-bar-mailbox = Buzón
nav-public = Principal
nav-footer = Acerca de este sitio
nav-verify = Verificar
nav-verify-long = Verificar una insignia
nav-help = Ayuda
nav-docs = Para desarrolladores
nav-wallet = Mis insignias
nav-console = Consola
nav-sign-in = Iniciar sesión
footer-platform = Publicado con Accolade, la plataforma abierta de insignias.
sign-out = Cerrar sesión
copy = Copiar
copied = Copiado
save = Guardar
remove = Quitar
or = o
accept = Aceptar
decline = Rechazar
manage = Gestionar
pager-label = Páginas
pager-previous = Anterior
pager-next = Siguiente
pager-total = { $count ->
    [one] uno en total
   *[other] { $count } en total
}
contact-line = ¿Preguntas? Consulte a
mail-not-there = ¿No llega en unos minutos? Mire en la carpeta de correo no deseado y añada el remitente a su lista segura.
date-long = { $day } de { $month } de { $year }
date-moment = { $date }, { $time } { $zone }
month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
form-errors = { $count ->
    [one] Hay una cosa que revisar
   *[other] Hay { $count } cosas que revisar
}
field-optional = (opcional)
field-email = Correo electrónico
field-password = Contraseña
field-current-password = Contraseña actual
field-new-password = Contraseña nueva
field-new-password-hint = Doce caracteres o más. Una frase corta es fácil de recordar.

## States

state-valid = Válida
state-expiring = Termina pronto
state-expired = Caducada
state-suspended = Suspendida
state-revoked = Revocada
state-unknown = Sin comprobar
standing-valid = Esta insignia es válida.
standing-expiring = Esta insignia es válida y termina pronto.
standing-expiring-on = Esta insignia es válida hasta el { $date }.
standing-expired = Esta insignia ha caducado.
standing-expired-on = Esta insignia caducó el { $date }.
standing-suspended = Esta insignia está suspendida.
standing-suspended-on = Esta insignia está suspendida desde el { $date }.
standing-revoked = Esta insignia fue revocada y ya no cuenta.
standing-revoked-on = Esta insignia fue revocada el { $date } y ya no cuenta.
standing-unknown = No se pudo comprobar si esta insignia sigue vigente.
standing-reason = Motivo indicado: { $reason }
hold-membership = La membresía de la que depende no está activa.
hold-credits = Faltan los créditos que exige.
hold-staff = El emisor la ha dejado en espera.
hold-dispute = El emisor está estudiando una cuestión sobre ella.
remedy-membership = Al renovar la membresía, vuelve a valer en esta misma dirección.
remedy-credits = Al completar los créditos, vuelve a valer en esta misma dirección.
remedy-expired = Se queda aquí para que cualquiera vea qué se obtuvo y cuándo.
outcome-passed = se cumple
outcome-failed = no se cumple
outcome-unsure = no se pudo averiguar
outcome-skipped = sin comprobar
step-read = Lectura
step-schema = Forma
step-proof = Firma
step-issuer = Emisor
step-validity = Fechas
step-status = Estado
step-refresh = Versión más nueva
step-recipient = Destinatario
step-endorsements = Avales
trust-mark = Usted confía en este emisor

## Certificate of Authenticity

certificate-of-authenticity = Certificado de autenticidad
certificate-title = { $badge } · Certificado de autenticidad
certificate-title-of = { $badge } · { $name }
certificate-description = { $badge }, emitida por { $issuer } el { $date }.
certificate-checked = Comprobado el
certificate-awarded-to = Otorgada a
certificate-issued = Emitida el { $date } por
certificate-valid-until = Válida hasta el { $date }
certificate-examined = Examinada por { $body }, según indica el emisor
certificate-examined-endorsed = Examinada por { $body }, que lo ha confirmado
certificate-manage = Gestionar esta insignia
certificate-took = Qué hizo falta
certificate-work-required = El trabajo exigido
certificate-about-badges = Sobre las insignias de { $issuer }
certificate-about-issuer = { $issuer } en la web
certificate-history = Historial
certificate-how-checked = Cómo se comprobó
certificate-rosette = El fino dibujo de líneas tras la insignia se traza a partir de su número y de la clave del emisor. La misma insignia tiene siempre el mismo dibujo. Es para la vista; la prueba es la firma.
certificate-verify-again = Verificar de nuevo
certificate-files = Llévesela
certificate-files-why = Cada archivo contiene la insignia firmada. Cualquiera puede comprobarla aquí o con cualquier verificador de Open Badges.
file-pdf = Certificado (PDF)
file-png = Imagen de la insignia (PNG)
file-svg = Imagen de la insignia (SVG)
file-json = Documento firmado (JSON)
file-jwt = Token firmado (JWT)
file-pdf-hint = Para imprimir.
file-png-hint = Para un currículum, un sitio o una firma. La insignia va dentro de la imagen.
file-svg-hint = Nítida a cualquier tamaño. La insignia va dentro de la imagen.
file-json-hint = Para otras carteras.
file-jwt-hint = Para sistemas que piden un token.
file-no-pdf = { $issuer } no ofrece un certificado imprimible. Su atención a miembros puede decirle más.

## What is not there

missing-badge-title = Esta insignia no está disponible
missing-badge-meaning = No hay ninguna insignia pública en esta dirección. Puede ser privada, no estar publicada todavía, o el enlace puede estar incompleto.
missing-badge-advice = Si alguien le envió el enlace, pídalo otra vez. Si es su propia insignia, inicie sesión para verla.
missing-erased-title = Esta insignia fue borrada
missing-erased-meaning = Su titular pidió que se borrara. Aquí no se guarda nada sobre la persona.
missing-erased-advice = El emisor puede decirle más, si le está permitido.
missing-portfolio-title = Aquí no hay ningún portafolio
missing-portfolio-meaning = Nadie muestra un portafolio en esta dirección, o es privado.
missing-portfolio-advice = Si alguien le envió el enlace, pídalo otra vez.

## Organizations and what they offer

issuer-title = { $issuer } · Insignias
issuer-eyebrow = Emisor de insignias digitales
issuer-offers = Qué se puede obtener
issuer-offers-none = Todavía no se ofrece nada. Las insignias nuevas aparecerán aquí.
issuer-register = Búsquese en el registro
issuer-genuine = ¿Son realmente ellos?
issuer-genuine-text = Cada insignia de { $issuer } se firma con una clave publicada bajo este identificador. Las claves sustituidas siguen publicadas, para que las insignias antiguas se puedan comprobar.
issuer-did = Identificador
issuer-keys = Claves públicas
issuer-sender = Los correos de insignias vienen de
about-badges-title = Sobre estas insignias
about-badges-what = ¿Qué es una insignia digital?
about-badges-what-text = Una imagen con un documento firmado dentro. Dice qué se logró, quién y cuándo, y cualquiera puede comprobar que lo dijo { $issuer }.
about-badges-who = ¿Quién puede tener una?
about-badges-who-text = Quien haya cumplido los requisitos de una insignia y, donde así lo diga, sea miembro de { $issuer }.
about-badges-expire = ¿Caducan?
about-badges-expire-text = Cada insignia dice cuánto dura. La que ha terminado sigue en su dirección y lo dice; al renovarla, vuelve a valer allí.
about-badges-how = ¿Cómo consigo la mía?
about-badges-how-text = Llega por correo con un enlace. Ábralo, acepte y decida quién puede verla. La cuenta no cuesta nada.
achievement-title = { $badge } · { $issuer }
achievement-eyebrow = El trabajo exigido
achievement-archived = Esta insignia ya no se otorga. Las que se obtuvieron siguen siendo válidas.
achievement-offered-by = La ofrece
achievement-level = Nivel
achievement-validity = Vigencia
achievement-examined = La examina
achievement-work = Qué hay que hacer
achievement-can = Qué sabe hacer su titular
achievement-ladder = Niveles
achievement-aligned = Alineada con
achievement-valid-months = { $months ->
    [one] Vale un mes desde que se otorga.
   *[other] Vale { $months } meses desde que se otorga.
}
achievement-valid-always = Vale sin fecha de fin.
achievement-valid-status = Vale mientras se cumpla aquello en lo que se basa. Su página siempre dice si vale hoy.
achievement-valid-version = Como era cuando se otorgaron insignias con ella. Cada insignia dice cuánto dura.
portfolio-title = Insignias de { $name }
portfolio-eyebrow = Portafolio
portfolio-manage = Cambiar lo que se muestra
portfolio-empty = Aquí no hay todavía insignias públicas.
portfolio-senior-note = Solo se muestra la insignia superior de cada serie.
portfolio-note = Cada insignia abre el certificado de su emisor, con su estado de hoy.

## Verify

verify-title = Verificar una insignia
verify-heading = ¿Es auténtica esta insignia?
verify-lead = Suelte aquí una insignia, pegue su enlace o elija un archivo. Se puede comprobar cualquier Open Badge de cualquier emisor.
verify-paste = Enlace, o la propia insignia como texto
verify-file = Elija un archivo o suéltelo aquí
verify-hint = Imágenes (PNG, SVG), JSON, tokens (JWT), certificados (PDF), códigos QR en imagen. Hasta 12 MB.
verify-recipient-summary = ¿Se otorgó a una persona concreta?
verify-recipient = Correo electrónico de esa persona
verify-recipient-hint = Se compara con la insignia y después se olvida.
verify-button = Verificar
verify-privacy = No se guarda nada de lo que comprueba. Solo se consultan los documentos del emisor, de la clave y del estado de la insignia.
verify-verdict = El veredicto
verify-authentic = ¿Auténtica?
verify-state = ¿Sigue vigente?
verify-steps = Paso a paso
verify-open-page = Abrir su certificado de autenticidad
verify-at = Comprobado el
verify-fetched = { $count ->
    [0] No hubo que consultar nada.
    [one] Se consultó un documento.
   *[other] Se consultaron { $count } documentos.
}
verify-again = Comprobar de nuevo
verify-fetched-list = Qué se consultó
verify-raw = La insignia tal como se leyó
verify-another = Comprobar otra insignia
verdict-valid = Válida
verdict-valid-meaning = Todo se cumple y aquí se conoce al emisor.
verdict-valid-issuer-unknown = Válida, emisor desconocido aquí
verdict-valid-issuer-unknown-meaning = Todo se cumple en la insignia. Si su emisor es quien usted cree, aquí nadie puede decirlo.
verdict-unverifiable = No se pudo verificar
verdict-unverifiable-meaning = Algo no se pudo consultar o leer. Esto no dice ni sí ni no.
verdict-invalid = No válida
verdict-invalid-meaning = Al menos un paso no se cumple. No se fíe de esta insignia.
authentic-yes = Sí. La firmó su emisor y no ha cambiado.
authentic-no = No. No es lo que firmó su emisor.
authentic-unknown = No se pudo averiguar.

verify-nothing = No había nada que comprobar. Elija un archivo, o pegue un enlace o la propia insignia.
verify-too-large = El archivo supera los 12 MB. Las insignias son más pequeñas; ¿es el correcto?
check-unavailable = Ahora mismo no se pudo comprobar la firma. Verifique de nuevo en un momento.
badge-picture = Insignia: { $badge }, { $issuer }
fact-awarded-to = Otorgada a
fact-issued-by = Emitida por
fact-issued-on = Emitida el
fact-valid-until = Válida hasta
fact-format = Formato
fact-narrative = Qué se hizo
fact-evidence = Evidencia

## Claiming

claim-title = Una insignia de { $issuer }
claim-from = De { $issuer }
claim-heading = { $count ->
    [one] Ha obtenido una insignia
   *[other] Ha obtenido { $count } insignias
}
claim-heading-name = { $count ->
    [one] { $name }, ha obtenido una insignia
   *[other] { $name }, ha obtenido { $count } insignias
}
claim-issued = Otorgada el { $date }
claim-button = Guardar en mis insignias
claim-decline = No, gracias
claim-next-known = Se añade a la cartera de { $address }. Nadie la ve antes de que usted la haga pública.
claim-next-new = Se crea una cartera gratuita para { $address }. Nadie ve la insignia antes de que usted la haga pública.
trust-issuer = Confiar en { $issuer }
trust-issuer-hint = Sus próximas insignias se aceptan sin preguntar. Puede cambiarlo cuando quiera.
claim-used-title = Este enlace ya se usó
claim-used-meaning = La insignia ya está en su cartera. No se ha perdido nada.
claim-expired-title = Este enlace es demasiado antiguo
claim-expired-meaning = Los enlaces de los correos de insignias funcionan 30 días. La insignia sigue siendo suya.
claim-mangled-title = Este enlace está incompleto
claim-mangled-meaning = Algunos programas de correo cortan los enlaces largos. Copie la dirección entera del correo, o inicie sesión con la dirección a la que se envió.
claim-withdrawn-title = Esta insignia ya no se ofrece
claim-withdrawn-meaning = El emisor la ha retirado desde que se envió el correo.
claim-fresh = Enviarme un enlace nuevo
claim-fresh-hint = Va a { $address }, la dirección a la que se otorgó la insignia.
claim-fresh-sent = Un enlace nuevo va de camino a { $address }.
claim-sign-in = Iniciar sesión
claim-sign-in-hint = Allí se muestran las insignias que le esperan.
claim-sign-in-instead = O inicie sesión y encuéntrela allí

## Signing in

sign-in-title = Inicie sesión en sus insignias
sign-in-lead = Use cualquier dirección a la que se haya enviado una insignia.
sign-in-console-title = Inicie sesión en la consola
sign-in-console-lead = Para el personal de las organizaciones que emiten insignias.
sign-in-by-link = Enviarme un enlace de acceso
sign-in-by-link-hint = Lo más rápido, sin contraseña.
sign-in-by-password = Entrar con contraseña
sign-in-refused = La dirección y la contraseña no coinciden. Compruebe ambas o pida un enlace de acceso.
sign-in-locked = El acceso con contraseña está bloqueado en esta cuenta.
sign-in-locked-why = Hubo diez intentos fallidos seguidos. El enlace por correo sigue funcionando. El personal de su organización puede desbloquear la contraseña.
sign-in-slow = { $seconds ->
    [one] Demasiados intentos desde aquí. Pruebe de nuevo dentro de un segundo.
   *[other] Demasiados intentos desde aquí. Pruebe de nuevo dentro de { $seconds } segundos.
}
sign-in-link-sent = Si aquí se conoce { $address }, un enlace va de camino.
sign-in-help = ¿Problemas para entrar?
sign-in-help-link = Qué puede hacer
landing-title = Un clic para entrar
landing-lead = Va a entrar como { $address }.
landing-button = Entrar
landing-why = El clic asegura que es usted, y no un programa que abre los enlaces de los correos.
landing-address-title = Un clic para confirmar su dirección
landing-address-lead = { $address } pertenecerá entonces a su cuenta, con las insignias que se le enviaron.
landing-address-button = Confirmar
landing-spent-title = Este enlace ya no funciona
landing-spent-lead = Los enlaces de acceso sirven una vez y por poco tiempo.
landing-spent-button = Pedir uno nuevo

## Wallet

wallet-brand = Mis insignias
wallet-title = Mis insignias
nav-wallet-label = Cartera
nav-badges = Insignias
nav-profile = Mi perfil
nav-portfolio = Portafolio
wallet-waiting = { $count ->
    [one] Una insignia le espera
   *[other] { $count } insignias le esperan
}
wallet-accept-all = Aceptar las { $count }
wallet-tabs = Insignias según lo que hizo con ellas
wallet-earned = Obtenidas
wallet-declined = Rechazadas
wallet-empty-title = Aquí no hay todavía insignias
wallet-empty-looked = Aquí aparecen las insignias enviadas a estas direcciones:
wallet-empty-advice = ¿Llegó alguna a otra dirección suya? Añádala y se encontrará.
wallet-empty-add = Añadir una dirección
visibility-public = Pública
visibility-public-meaning = Todo el mundo puede abrirla y los buscadores pueden incluirla.
visibility-link = Solo con enlace
visibility-link-meaning = Puede abrirla quien tenga el enlace. No figura en ninguna lista.
visibility-private = Privada
visibility-private-meaning = Solo usted la ve. Los enlaces que haya dado dejan de funcionar.
badge-open-certificate = Abrir el certificado
badge-declined = Rechazó esta insignia. Nadie la ve.
badge-take-back = Quedármela
badge-renew = Renovar la membresía
badge-recertify = Certificarse de nuevo
badge-visibility = Quién puede verla
share-title = Mostrarla
share-linkedin-profile = Añadir al perfil de LinkedIn
share-linkedin-post = Publicar en LinkedIn
share-x = Publicar en X
share-facebook = Publicar en Facebook
share-mail = Escribir un correo
share-linkedin-note = LinkedIn muestra el logotipo de la organización, no la imagen de la insignia; el enlace a la insignia está en «Mostrar credencial». No sigue los cambios posteriores: tras una renovación, edite allí la fecha de fin.
share-address = Dirección de la insignia
share-mail-to = Enviar el enlace a alguien
share-mail-hint = El correo sale de aquí y le nombra. Se envía una vez.
share-mail-send = Enviar
share-words = He obtenido la insignia «{ $badge }» de { $issuer }.
share-private = La insignia es privada. Hágala pública o solo con enlace, más arriba, para mostrarla.
signature-title = Ponerla en la firma de su correo
signature-lead = Descargue la imagen PNG de abajo, póngala en su firma y enlácela con la dirección de la insignia.
signature-gmail = Gmail: Configuración, «Ver todos los ajustes», Firma. Inserte la imagen, selecciónela y añada el enlace.
signature-outlook = Outlook: Configuración, Cuentas, Firmas. Inserte la imagen, selecciónela y añada el enlace con Ctrl+K.
signature-apple = Apple Mail: Ajustes, Firmas. Arrastre la imagen, selecciónela y elija Edición, Añadir enlace.
signature-thunderbird = Thunderbird: Configuración de la cuenta, Texto de la firma, «Usar HTML». Pegue las líneas de abajo.
signature-static = La imagen de un correo no cambia nunca. Solo el enlace muestra si la insignia sigue siendo válida.
signature-html = Firma en HTML
downloads-title = Descargar
badge-wrong = ¿Hay algo mal?
badge-wrong-text = Solo { $issuer } puede cambiar nombres y fechas. Pídaselo, y la insignia se corrige en todas partes a la vez, en la misma dirección.
badge-correction-waiting = Pidió una corrección a { $issuer }. Todavía no ha respondido.
badge-give-back = Rechazar esta insignia
badge-give-back-hint = Se oculta a todo el mundo. Puede recuperarla más tarde.

## My Profile

profile-title = Mi perfil
profile-addresses = Direcciones de correo
profile-addresses-lead = Añada cada dirección a la que se enviaron insignias, y todas se reunirán aquí.
profile-addresses-hint = Enviamos un enlace a la dirección nueva. Quitar una dirección nunca quita una insignia.
profile-address-primary = Primera dirección
profile-address-badges = { $count ->
    [0] no llegó ninguna insignia por ella
    [one] llegó una insignia por ella
   *[other] llegaron { $count } insignias por ella
}
profile-address-unverified = Espera a que abra el enlace que enviamos
profile-address-verify = Enviar el enlace otra vez
profile-address-make-primary = Usar primero
profile-add-address = Otra dirección
profile-add-address-button = Añadir
profile-portfolio = Portafolio
field-handle = Dirección del portafolio
field-handle-hint = Letras, cifras y guiones. Va al final del enlace: /p/…
field-levels = Cuando tiene varios niveles de una serie
field-levels-all = Mostrar todos los niveles
field-levels-all-hint = Todas las insignias que ha hecho públicas.
field-levels-senior = Mostrar solo el superior
field-levels-senior-hint = Las demás se ocultan, no se quitan. Puede cambiarlo después.
field-published = Publicar el portafolio
field-published-hint = Solo muestra insignias públicas.
field-job-title = Puesto
field-company = Empresa
profile-would-hide = { $count ->
    [one] «Solo el superior» oculta esta insignia:
   *[other] «Solo el superior» oculta estas { $count } insignias:
}
profile-trust = Emisores de confianza
profile-trust-lead = Las insignias nuevas de un emisor en el que confía se aceptan sin preguntar. Es una nota suya y no prueba nada a los demás.
profile-trust-none = Todavía no confía en ningún emisor. Puede hacerlo al aceptar una insignia.
profile-trust-since = desde el { $date }
profile-untrust = Dejar de confiar
profile-password = Contraseña
profile-password-lead = Siempre puede entrar también con un enlace por correo.
profile-password-none = Entra con enlaces por correo. Ponga una contraseña si prefiere escribirla.
profile-password-change = Cambiar la contraseña
profile-password-set = Poner contraseña

## Console

nav-console-label = Consola
nav-today = Hoy
nav-today-waiting = en espera
nav-achievements = Insignias
nav-credentials = Otorgadas
nav-imports = Importar
nav-members = Miembros
nav-rules = Reglas
nav-settings = Ajustes
nav-issuers = Organizaciones
nav-public-page = Página pública
cancel = Cancelar
number = { $value }
nothing-found = No se encontró nada
filter-button = Mostrar
filter-clear = Mostrar todo
filter-search = Nombre, dirección o número
filter-search-members = Nombre, dirección o número
filter-state = Estado
filter-any-state = Cualquier estado
filter-achievement = Insignia
filter-any-achievement = Cualquier insignia
filter-acceptance = Titular
filter-any-acceptance = Cualquiera
filter-membership = Membresía
filter-any-membership = Cualquier membresía
membership-active = Activa
acceptance-pending = En espera
acceptance-accepted = Aceptada
acceptance-declined = Rechazada
column-line = Fila
column-column = Columna
column-value = Valor
column-reason = Por qué, y qué sería correcto
column-recipient = Otorgada a
column-contact = Dirección o número
column-badge = Insignia
column-issued = Emitida
column-state = Estado
column-acceptance = Titular
column-file = Archivo
column-kind = Tipo
column-when = Subido
column-stands = Situación
column-outcome = Resultado
column-change = Cambio
column-effect = Qué sigue
column-name = Nombre
column-number = Número
column-address = Dirección
column-membership = Membresía
column-until = Hasta
column-key = Clave
column-signs-from = Firma desde
column-signs-until = Hasta
column-slug = Dirección
column-since = Aquí desde
column-vouched = Avalada

## Set-up

set-up-title = Le damos la bienvenida a la consola
set-up-lead = Ponga una contraseña para { $address } y ya está dentro.
set-up-button = Entrar
set-up-spent-title = Este enlace ya se usó
set-up-spent-lead = Entre con su contraseña para seguir.
field-organization = Nombre de la organización
field-organization-hint = Figura en cada insignia como su emisor.
field-slug = Nombre corto para direcciones
field-slug-hint = Minúsculas, cifras y guiones. Forma parte del identificador con el que se firman las insignias y no cambia nunca.
field-contact-email = Dirección de contacto
field-contact-email-hint = Se muestra a los titulares que tengan una pregunta.
field-time-zone = Zona horaria
field-time-zone-hint = Las fechas de las insignias son días de esta zona, por ejemplo Europe/London.
field-your-name = Su nombre

## Today

today-first = Primeros pasos
today-done = hecho
today-decide = Requiere una decisión
today-nothing = Nada le espera.
today-figures = En cifras
today-lately = Últimamente

## Badges that can be earned

achievements-new = Insignia nueva
achievements-empty-title = Todavía no hay insignias
achievements-empty = Una insignia tiene un nombre, dice qué hizo falta para obtenerla y tiene una imagen. Diseñe la primera.
achievements-awarded = { $count ->
    [0] todavía no otorgada
    [one] otorgada una vez
   *[other] otorgada { $count } veces
}
achievements-archived = ya no se otorga
achievement-form-what = Qué dice
achievement-form-series = Serie
achievement-form-validity = Cuánto dura
achievement-form-looks = Cómo se ve
achievement-form-preview = Vista previa
achievement-form-preview-alt = La insignia tal como se dibuja con este formulario
achievement-form-preview-hint = El nombre y su organización van escritos en la imagen. También debe leerse bien en pequeño.
achievement-form-preview-button = Dibujarla
achievement-form-awarded = { $count ->
    [one] Se otorgó una vez. Esa insignia conserva lo que se firmó; su página muestra las palabras nuevas.
   *[other] Se otorgó { $count } veces. Esas insignias conservan lo que se firmó; sus páginas muestran las palabras nuevas.
}
achievement-archive-title = Dejar de otorgarla
achievement-archive-text = No se otorga más, ni a mano ni por reglas. Las insignias obtenidas quedan como están. No se puede retomar.
achievement-archive = Dejar de otorgar esta insignia
field-badge-name = Nombre
field-badge-name-hint = Lo bastante corto para leerse en la imagen.
field-summary = En una frase
field-summary-hint = Qué ha demostrado quien la tiene.
field-criteria = El trabajo exigido
field-criteria-hint = Qué hay que hacer para obtenerla. Listas y enlaces como en Markdown.
field-progression = Serie
field-progression-hint = Las insignias de una serie comparten el marco. Sus titulares pueden mostrar solo la superior.
field-level = Nivel
field-rank = Lugar en la serie
field-rank-hint = 1 es el más bajo.
field-validity = Vale
field-validity-status = mientras se cumplan sus condiciones
field-validity-status-hint = Por ejemplo, una membresía activa. Al renovarla, vuelve a valer en todas partes a la vez.
field-validity-dated = por un tiempo fijo
field-validity-dated-hint = El fin se firma en la insignia. Tras una renovación, el titular la descarga de nuevo.
field-valid-months = Meses, si el tiempo es fijo; vacío para ningún fin
field-examined-by = Entidad examinadora
field-examined-by-hint = Si evalúa otra entidad, nómbrela.
field-shape = Forma
field-icon = Icono
field-colour = Color
field-metal = Metal
field-image = Una imagen propia en su lugar
field-image-hint = PNG, SVG, JPEG o WebP, hasta 10 MB. Lo mejor es un cuadrado de 600 píxeles o más.
shape-medallion = Medallón
shape-shield = Escudo
shape-hexagon = Hexágono
shape-seal = Sello con cinta
shape-bar = Barra
metal-none = Ninguno
metal-bronze = Bronce
metal-silver = Plata
metal-gold = Oro

## Awarding

award-title = Otorgar una insignia
award-lead = A una persona.
award-many = Para muchas, importe un archivo.
award-more = Motivo, evidencia, referencia
award-button = Otorgarla
award-nothing-title = Todavía no hay nada que otorgar
award-nothing = Diseñe primero una insignia.
field-achievement = Insignia
field-recipient-email = Su correo electrónico
field-recipient-email-hint = Allí va el enlace. Nunca se muestra en la insignia.
field-recipient-name = Su nombre
field-recipient-name-hint = Como debe figurar en la insignia, en cualquier escritura.
field-member-number = Número de miembro
field-awarded-at = Otorgada el
field-awarded-at-hint = Vacío significa hoy.
field-valid-until = Válida hasta
field-valid-until-hint = Vacío significa lo que diga la insignia.
field-narrative = Qué hizo
field-narrative-hint = Se muestra con la evidencia, si la muestra.
field-evidence-url = Enlace a la evidencia
field-reference = Su referencia
field-reference-hint = La misma referencia nunca se otorga dos veces.
field-notify = Enviarle ahora un correo
field-notify-hint = Si no, espera en su cartera sin correo.
credentials-empty-title = Todavía no se ha otorgado nada
credentials-empty = Otorgue una insignia o importe un archivo con muchas.
credentials-nothing-found = Ninguna insignia cumple todo esto. Quite alguna condición.
credential-facts = Datos
credential-public = Certificado de autenticidad
credential-not-public = Su certificado de autenticidad aún no es público. El titular decide quién puede abrirlo.
credential-acts = Qué puede hacer
credential-resend = Enviarla otra vez
credential-no-acts = Con esta insignia no se puede hacer nada más.
credential-events = Qué ha pasado
act-revoke-title = Revocar
act-revoke-effect = La insignia se retira para siempre. Su página y cada verificador lo dicen al instante, y las reglas no la vuelven a otorgar. Su titular recibe un correo.
act-revoke-button = Revocar esta insignia
act-suspend-title = Suspender
act-suspend-effect = La insignia queda retenida hasta que usted la restablezca. Su página y cada verificador lo dicen al instante. Su dirección no cambia.
act-suspend-button = Suspender esta insignia
act-reinstate-title = Restablecer
act-reinstate-effect = Se levanta su suspensión. La insignia vuelve a ser válida al instante, salvo que otra cosa la retenga.
act-reinstate-button = Restablecer esta insignia
act-correct-title = Corregir el nombre
act-correct-effect = La insignia se firma de nuevo con el nombre corregido, en la misma dirección. Imagen, página y archivos siguen al instante.
act-correct-button = Corregirlo
field-revoke-reason = Motivo
field-revoke-reason-hint = Se guarda, y se muestra en la página de la insignia donde sus ajustes lo digan.
field-suspend-reason = Motivo
field-suspend-reason-hint = Se guarda. La página solo dice que usted la ha dejado en espera.
field-reinstate-reason = Motivo
field-reinstate-reason-hint = Se guarda, solo para el personal.
field-correct-name = Nombre como debe ser
field-correct-name-hint = En cualquier escritura, con sus acentos.

## Import

import-title = Importar un archivo
import-lead = Nada cambia antes de que usted haya visto qué cambiaría.
import-button = Mostrarme qué cambiaría
import-runs = Archivos anteriores
import-batches = Archivos de concesiones
import-kept-no-longer = El archivo ya no se conserva. Impórtelo de nuevo para otorgar con él.
import-kept-until = El archivo se conserva hasta el { $date }. No hace falta enviarlo otra vez.
import-given-up = El trabajo terminó antes de tratar todas las filas. Continúe y seguirá donde se detuvo: ninguna fila se toma dos veces.
import-resume = Continuar
import-members = Miembros
import-members-hint = Quién es miembro y hasta cuándo. Las insignias que dependen de una membresía lo siguen.
import-certifications = Certificaciones
import-certifications-hint = Quién aprobó qué. Sus reglas deciden quién recibe una insignia.
import-awards = Insignias que otorgar
import-awards-hint = Una fila por insignia, digan lo que digan las reglas.
field-import-kind = Qué contiene
field-import-file = El archivo
field-import-file-hint = CSV con fila de encabezado. Comas, puntos y comas o tabuladores, en cualquier codificación habitual.
import-read-as = Leído como { $encoding }, con { $separator } entre celdas, { $rows }.
import-would = Esto cambiaría
import-apply = Aplicar estos cambios
import-nothing-yet = Todavía no se ha cambiado nada.
import-no-change = Todo esto ya consta. No hay nada que aplicar.
import-becomes = Fila por fila
import-more-rows = { $count ->
    [one] Una fila más cambia del mismo modo.
   *[other] { $count } filas más cambian del mismo modo.
}
import-errors = { $count ->
    [one] Una fila necesita revisión
   *[other] { $count } filas necesitan revisión
}
import-errors-lead = Las filas sin errores se toman. Descargue estas, corríjalas e importe ese archivo.
import-fix-file = Descargar estas filas
import-applying = Se aplican los cambios
import-progress = { $done } de { $total }
import-leave = Puede salir de esta página. El trabajo continúa, aunque el servidor se reinicie.
import-see-credentials = Ver las insignias
import-another = Importar otro archivo
run-reading = leyéndose
run-previewed = le espera
run-applying = aplicándose
run-applied = aplicado
run-stopped = detenido
run-partial = abandonado antes del final
row-new = nuevo
row-changed = cambiado
row-lapsed = decae
row-restored = vuelve
row-same = igual
row-skipped = omitido

## Members and rules

members-empty-title = Todavía no hay miembros
members-empty = Importe su archivo de miembros o deje que su sistema de miembros lo envíe.
members-nothing-found = Nadie cumple todo esto. Quite alguna condición.
rules-lead = Una regla dice quién recibe qué insignia, y la mantiene al día cuando las membresías terminan y vuelven.
rules-new = Regla nueva
rules-empty-title = Todavía no hay reglas
rules-empty = Sin reglas, las insignias se otorgan solo una a una o por archivo.
rules-paused = En pausa
rules-pause = Pausar
rules-resume = Reanudar
rules-pause-hint = Una regla en pausa no otorga, suspende ni restablece nada. Las insignias quedan como están.
rules-save = Guardar y otorgar
rules-save-hint = Quien la cumpla recibe la insignia ahora; quien llegue a cumplirla, entonces.
rule-needs-membership = Una membresía activa
rule-needs-membership-hint = Cuando termina, la insignia se suspende. Cuando se renueva, vuelve a ser válida.
rule-needs-certification = Una certificación aprobada
rule-needs-certification-hint = Según su archivo de certificaciones.
field-rule-name = Nombre de la regla
field-rule-achievement = recibe esta insignia
field-rule-needs = Quien tenga
field-rule-certification = Certificación
field-rule-level = Nivel
field-rule-level-hint = Como está escrito en su archivo.

## Settings

settings-profile = Organización
settings-keys = Claves de firma
settings-api-keys = Claves de API
settings-staff = Personal
settings-shown = Qué ven los demás
settings-contact = A quién preguntan los titulares
settings-programme = El programa
settings-mails = Correos
settings-did = Sus insignias se firman con este identificador, que no cambia nunca:
field-about = Presentación
field-site = Sitio web
field-accent = Color de acento
field-accent-hint = Se oscurece o aclara donde costaría leerlo.
field-visible-from = La página de una insignia se abre
visible-from-publish = cuando su titular la hace pública
visible-from-publish-hint = La opción más privada.
visible-from-accept = cuando su titular la acepta
visible-from-accept-hint = Puede volver a hacerla privada.
visible-from-issue = cuando se emite
visible-from-issue-hint = Solo si cada titular ha estado de acuerdo.
field-name-shown = El nombre del titular
name-shown-signed = se firma en la insignia
name-shown-signed-hint = Quien comprueba el archivo puede leerlo.
name-shown-page = figura solo en la página
name-shown-page-hint = Los archivos no llevan nombre.
name-shown-none = no se muestra
name-shown-none-hint = Solo la persona puede demostrar que es suya.
field-linkedin = Número de página de LinkedIn
field-linkedin-hint = LinkedIn muestra entonces su logotipo con las insignias que se añaden a perfiles.
field-reminder-days-hint = Hasta tres días después del primer correo en los que se recuerda a quien aún tiene la insignia en espera, por ejemplo 30, 60, 120. Vacío: no se recuerda a nadie.
field-reminder-days = Recordar a los (días)
field-mail-intro-hint = Un párrafo sobre la insignia, en los correos de concesión y los recordatorios. Texto sencillo, hasta 1000 caracteres, en cualquier idioma: se envía a todos tal como está.
field-mail-intro = Introducción
field-mail-subject-hint = Escriba { "{badge}" } donde deba ir el nombre de la insignia y { "{issuer}" } para el nombre de su organización. Vacío: el asunto habitual.
field-mail-subject = Asunto del correo de concesión
keys-lead = Las insignias se firman con la clave más nueva. Las claves públicas antiguas siguen publicadas para siempre, para que las insignias antiguas se puedan comprobar.
keys-current = firma ahora
keys-rotate-title = Sustituir la clave
keys-rotate-text = Una clave nueva firma desde ahora. Nada cambia en las insignias que existen. Una vez al año es buena práctica.
keys-rotate = Crear una clave nueva
api-keys-lead = Sus sistemas las usan para otorgar y leer insignias.
api-keys-none = Todavía no hay claves.
api-keys-fresh = Copie la clave ahora. Solo se muestra esta vez.
api-keys-secret = La clave nueva
api-keys-made = creada el { $date }
api-keys-used = usada por última vez el { $date }
api-keys-never-used = nunca usada
api-keys-revoke = Revocar
api-keys-new = Crear una clave
api-keys-make = Crear la clave
field-key-name = Para qué es
field-key-name-hint = Por ejemplo, el nombre del sistema que la usa.
field-scopes = Puede
staff-you = usted
staff-invite = Invitar a alguien
staff-invite-button = Invitar
field-staff-name = Nombre
field-role = Puede
tenants-new = Organización nueva
tenants-empty-title = Todavía no hay organizaciones
tenants-empty = Cree la primera e invite a la persona que la lleva.
tenants-vouched = sí
tenants-vouch = Avalar
tenants-disown = Retirar
tenants-vouch-hint = Las insignias de las organizaciones que avala se verifican como «Válida». Las de otras, como «Válida, emisor desconocido aquí».
tenants-admin = Quién la lleva
tenants-create = Crear
field-admin-name = Su nombre
field-admin-email = Su correo electrónico
field-admin-email-hint = Usted recibe un enlace que entregar, con el que pone una contraseña.
field-vouch = Avalar esta organización
field-vouch-hint = Solo si sabe que es quien dice ser.

## Notes about what just happened

note-claimed = Guardada en sus insignias. Nadie más la ve antes de que la haga pública: ábrala para decidir.
note-claimed-sign-in = Guardada en la cartera de esa dirección. Inicie sesión allí para verla y compartirla.
note-claim-declined = Rechazó la insignia. Nadie la ve. ¿Cambió de idea? Abra su enlace otra vez y pida uno nuevo.
note-accepted = Es suya. Nadie más la ve antes de que la haga pública: ábrala para decidir.
note-accepted-all = Ahora todas son suyas. Abra una para decidir quién puede verla.
note-declined = La rechazó. Nadie la ve, y aquí puede recuperarla.
note-now-public = Ahora es pública. Todo el mundo puede abrirla.
note-now-link = Quien tenga el enlace puede abrirla ahora.
note-now-private = Ahora solo usted la ve.
note-address-mailed = Un enlace va de camino a esa dirección. Ábralo, y la dirección cuenta.
note-address-proven = La dirección está confirmada.
note-address-primary = Los correos y enlaces de acceso van primero allí desde ahora.
note-address-removed = La dirección se ha quitado. Sus insignias siguen con usted.
note-portfolio-saved = Su portafolio está guardado.
note-password-set = Su contraseña está puesta.
note-untrusted = Las próximas insignias de ese emisor vuelven a esperar su clic. Las que tiene se quedan.
note-signed-out = Ha cerrado la sesión.

## Console: what is done there

nav-messages = Correos
nav-known-issuers = Emisores conocidos
nav-switch = Otra organización
console-no-organization = Ha iniciado sesión, pero ya ninguna organización le tiene entre su personal. Pregunte a quien la administra.
right-missing = Esto exige el derecho «{ $right }». Su función es { $role }. Pregunte a quien administra su organización.
right-operator = Solo el operador de esta instalación puede abrir esto.
role-owner = Administración
role-owner-hint = Todo, con ajustes, claves y personal.
role-editor = Edición
role-editor-hint = Diseña, otorga, importa, corrige y revoca.
role-viewer = Consulta
role-viewer-hint = Mira y no cambia nada.
scope-achievements-read = Leer lo que se puede obtener
scope-achievements-write = Crear y cambiar lo que se puede obtener
scope-credentials-read = Leer insignias otorgadas
scope-credentials-write = Otorgar, corregir y revocar insignias
scope-members-read = Leer miembros e importaciones
scope-members-write = Importar miembros y llevar reglas
scope-issuer-read = Leer los ajustes de la organización
scope-issuer-write = Cambiar ajustes, claves y personal
scope-verify = Verificar muchas insignias a la vez
sign-in-console-refused = La dirección y la contraseña no coinciden. Compruebe ambas.
sign-in-console-locked-why = Hubo diez intentos fallidos seguidos. Quien administra su organización puede darle un enlace nuevo en Ajustes, Personal.
set-up-expired-title = Este enlace ha caducado
set-up-expired-lead = Estos enlaces sirven siete días. Pida uno nuevo a quien se lo envió.
set-up-unknown-title = Este enlace está incompleto
set-up-unknown-lead = Puede faltar una parte de la dirección. Cópiela entera o pida uno nuevo a quien se lo envió.
set-up-wrong-password = Esta no es la contraseña de esa cuenta.
field-existing-password = Su contraseña
field-existing-password-hint = Ya tiene una cuenta aquí. Su contraseña muestra que es usted.
today-away = Ahora no se puede preguntar por miembros, archivos o correos. Lo que se ve aquí es cierto, pero no es todo.
more-than = más de { $number }
task-held = { $file } espera su confirmación
task-previewed = { $file } se ha leído y no se ha aplicado
task-refused = { $count ->
    [one] Se omitió una fila de { $file }
   *[other] Se omitieron { $count } filas de { $file }
}
task-refused-words = Las filas sin errores se tomaron. Descargue las demás, corríjalas e importe ese archivo.
task-failed = { $file } no se pudo leer
task-mails = { $count ->
    [one] Un correo no llegó
   *[other] { $count } correos no llegaron
}
task-mails-words = Corrija la dirección en la insignia y envíela de nuevo.
task-decide = Decidir
task-look = Mirar
figure-awarded = Insignias otorgadas
figure-waiting = Esperan a su titular
figure-suspended = Suspendidas
figure-members = Miembros
event-imported = Se importó { $file }: { $outcome }
first-profile = Diga quiénes son: nombre, sitio, contacto
first-design = Diseñe la primera insignia
first-award = Otórguela o importe un archivo
field-achievement-type = Tipo
field-tags = Etiquetas
field-tags-hint = Separadas por comas.
field-metal-hint = Dentro de una serie decide el lugar, se elija aquí lo que se elija.
type-badge = Insignia
type-certification = Certificación
type-membership = Membresía
type-certificate = Certificado
type-course = Curso
type-micro = Microcredencial
type-license = Licencia
type-award = Premio
validity-status = Mientras se cumplan sus condiciones
validity-endless = Sin fin
validity-months = { $count ->
    [one] Un mes
   *[other] { $count } meses
}
achievement-untitled = Nombre de la insignia
icon-award = Condecoración
icon-badge-check = Sello con marca
icon-book-open = Libro
icon-briefcase = Maletín
icon-calculator = Calculadora
icon-chart-line = Gráfico
icon-clipboard-check = Lista de control
icon-code-xml = Código
icon-compass = Brújula
icon-feather = Pluma de ave
icon-flask-conical = Matraz
icon-gavel = Mazo
icon-globe = Globo
icon-graduation-cap = Birrete
icon-handshake = Apretón de manos
icon-heart-pulse = Pulso
icon-landmark = Templo
icon-languages = Idiomas
icon-layers = Capas
icon-leaf = Hoja
icon-lightbulb = Bombilla
icon-medal = Medalla
icon-megaphone = Megáfono
icon-microscope = Microscopio
icon-palette = Paleta
icon-pen-tool = Pluma
icon-scale = Balanza
icon-shield-check = Escudo
icon-sprout = Brote
icon-star = Estrella
icon-stethoscope = Estetoscopio
icon-users = Personas
icon-wrench = Llave inglesa
form-no-number = «{ $value }» no es un número entero de meses.
form-series-stays = Una insignia se queda en su serie. Escriba otra serie o conserve esta.
form-examiner-stays = Una entidad examinadora se puede sustituir, no quitar.
form-choose-badge = Elija la insignia.
form-choose-file = Elija un archivo.
form-choose-kind = Diga qué contiene el archivo.
form-choose-scope = Elija al menos un derecho.
form-confirm-missing = Márquelo para aplicarlo de todos modos.
form-reason-missing = Diga por qué, para que se entienda más tarde.
form-rule-needs = Elija al menos una condición.
form-rule-certification = Nombre la certificación o quite la marca de arriba.
form-admin-name = Escriba el nombre de quien la lleva.
form-admin-email = Esto no es un correo electrónico. Le falta una @.
award-sent-before = Este formulario ya se envió y esa insignia se otorgó. Para otorgar otra, revíselo y envíelo de nuevo.
credential-nameless = Sin nombre
fact-visibility = Visibilidad
fact-revision = Revisión
shown-not-yet = Todavía no se muestra
event-awarded = Otorgada
event-revised = Firmada de nuevo, revisión { $revision }
event-revoked = Revocada
event-corrected = Corregida
event-renewed = Renovada
event-restored = Revocación anulada
event-resent = Enviada de nuevo a petición
actor-staff = por el personal
actor-api-key = por una clave de API
actor-operator = por el operador
actor-rule = por una regla
hold-set-membership = Suspendida: la membresía no está activa
hold-set-credits = Suspendida: faltan créditos
hold-set-staff = Suspendida por el personal
hold-set-dispute = Suspendida: hay una disputa abierta
hold-lifted-membership = Restablecida: la membresía vuelve a estar activa
hold-lifted-credits = Restablecida: los créditos vuelven a estar completos
hold-lifted-staff = Restablecida: se levantó la suspensión del personal
hold-lifted-dispute = Restablecida: la disputa está resuelta
act-address-title = Corregir la dirección
act-address-effect = La insignia pertenece desde ahora a la dirección nueva. Se firma de nuevo y se envía allí, y sigue en su propia dirección web.
act-address-button = Corregirla
field-correct-address = Dirección como debe ser
field-correct-address-hint = Solo para un error. La dirección nueva de un miembro llega con el archivo de miembros.
act-renew-title = Renovar
act-renew-effect = Empieza un periodo nuevo. La insignia se firma de nuevo en la misma dirección. Los archivos descargados conservan el fin antiguo.
act-renew-button = Renovar esta insignia
field-renew-until = Válida hasta
field-renew-until-hint = Vacío significa lo que diga la insignia, desde hoy.
act-restore-title = Deshacer la revocación
act-restore-effect = La insignia vuelve a ser válida al instante, en la misma dirección, salvo que otra cosa la retenga. Las reglas pueden otorgarla de nuevo.
act-restore-button = Deshacer la revocación
mail-award = Correo de insignia
mail-award-accepted = Correo de insignia, ya aceptada
mail-reminder = Recordatorio
mail-resend = Correo de insignia, enviado de nuevo
mail-sign-in = Enlace de acceso
mail-verify-address = Confirmación de una dirección
mail-fresh-claim = Enlace nuevo
mail-locked = Contraseña bloqueada
mail-revoked = Revocación
mail-scheduled = está previsto
mail-sending = se está enviando
mail-sent = enviado
mail-failed = no llegó
mail-cancelled = ya no hace falta
messages-lead = Correos sobre sus insignias: enviados, por venir y los que ya no hacían falta.
messages-empty-title = Todavía no hay correos
messages-empty = Otorgue una insignia, y el correo a su titular aparecerá aquí.
messages-badge = Insignia
run-held = espera su confirmación
import-more = Más opciones
import-reading = Leyendo el archivo
import-held = Tanto de una vez suele ser una exportación filtrada o rota. Mire las filas de abajo. Si es correcto, confírmelo.
import-award = Otorgar estas insignias
import-leave-it = Dejarlo
import-nameless = Un archivo sin nombre
import-nothing-changed = Nada cambió.
import-rows = { $count ->
    [one] una fila
   *[other] { $count } filas
}
field-import-complete = El archivo de miembros está completo
field-import-complete-hint = Los miembros que no nombra decaen y sus insignias se suspenden.
field-import-notify = Enviar correo a los titulares
field-import-achievement = Insignia, donde una fila no nombre ninguna
field-import-achievement-hint = Solo para archivos de insignias que otorgar.
field-import-achievement-none = Cada fila nombra la suya
field-import-confirm = Es correcto, aplicarlo
count-added = nuevos
count-changed = cambiados
count-removed = terminados
count-unchanged = quedan igual
count-lapsing = pierden su condición
count-refused = omitidos
count-awarded = insignias otorgadas
count-to-award = insignias que otorgar
count-repeated = otorgadas antes
count-suspended = insignias suspendidas
count-reinstated = insignias restablecidas
column-fields = Qué cambia
membership-lapsed = Vencida
membership-pending = Pendiente
membership-resigned = Baja voluntaria
membership-deceased = Fallecimiento
member-facts = Datos registrados
member-badges = Insignias de este miembro
member-certifications = Certificaciones
member-no-certifications = No consta ninguna.
member-rules = Qué dicen las reglas
member-meets = la cumple
member-meets-not = no la cumple
member-other-emails = Otras direcciones
member-type = Tipo de membresía
member-joined = Miembro desde
member-employer = Empresa
member-job = Puesto
member-country = País
rule-who-members = Miembros activos
rule-who-both = Miembros activos que aprobaron { $what }
rule-who-passed = Quien aprobó { $what }
field-rule-any-level-hint = Vacío significa cualquier nivel.
field-support-contact = Atención a miembros
field-support-contact-hint = Equipo, teléfono, dirección. Se muestra donde alguien no sabe seguir.
field-renew-url = Dónde se renueva una membresía
field-renew-url-hint = Se ofrece a titulares cuya membresía terminó.
field-about-badges = Página sobre estas insignias
field-about-badges-hint = Vacío significa su página de aquí.
field-recipient = La dirección del titular
recipient-hashed = se firma como hash con sal
recipient-hashed-hint = Quien conoce la dirección puede comprobar que pertenece a la insignia.
recipient-opaque = no se firma
recipient-opaque-hint = Los archivos no dicen nada de la dirección.
field-show-revocation-reason = Mostrar a todos el motivo de una revocación
field-locale = Idioma
field-rotate-reason = Motivo
api-keys-revoke-title = Revocar esta clave
api-keys-revoke-text = Lo que la use se rechaza desde ahora. No se puede deshacer.
staff-invited = todavía no ha entrado
staff-invite-lead = Recibe un enlace que entregar, con el que la persona pone una contraseña. Para dar un enlace nuevo, invite otra vez a la misma dirección.
staff-fresh = Entregue este enlace. Se muestra solo esta vez, sirve una vez y dura siete días.
staff-fresh-link = El enlace de alta
staff-works-elsewhere = Esta cuenta abre más que su organización, así que solo la persona o el operador pueden cerrar sus sesiones. En su lugar puede quitar a la persona de su personal.
staff-only-owner = La única administración: no se puede quitar.
staff-remove-text = Desde ahora la persona ya no puede hacer nada aquí. Lo que hizo queda hecho: insignias, claves y ajustes siguen como están.
staff-remove-title = Quitar del personal
staff-remove = Quitar del personal
staff-sessions-text = La persona sale al instante de todos los dispositivos y vuelve a entrar con la misma contraseña. Hágalo si se pierde un dispositivo.
staff-sessions-title = Cerrar todas las sesiones
staff-sessions = Cerrar todas las sesiones
staff-role-text = Vale desde el próximo clic. Lo que esta persona ha hecho no cambia.
staff-role-title = Cambiar lo que alguien puede hacer
staff-role = Cambiar la función
known-issuers-lead = Las insignias de estos emisores se verifican como «Válida», se emitieran donde se emitieran.
known-issuers-empty = Todavía no se avala a nadie.
known-issuers-since = desde el { $date }
known-issuers-add = Avalar a otro emisor
field-known-issuer = Su DID o dirección web
field-known-issuer-hint = Como figura en sus insignias, por ejemplo did:web:badges.example.org.
note-set-up = Ha iniciado sesión.
note-achievement-saved = La insignia está guardada.
note-archived = Esta insignia ya no se otorga. Las obtenidas se quedan.
note-awarded = La insignia está otorgada.
note-awarding = Las insignias se están otorgando.
note-resumed = El trabajo continúa.
note-resent = El correo va de camino otra vez.
note-revoked = La insignia está revocada. Su página y cada verificador lo dicen ya.
note-suspended = La insignia está suspendida. Su página y cada verificador lo dicen ya.
note-reinstated = Su suspensión está levantada.
note-restored = La revocación está deshecha.
note-corrected = La insignia está corregida.
note-renewed = La insignia está renovada.
note-changed-meanwhile = Alguien ha cambiado esta insignia entretanto. Así está ahora.
note-held = No se cambió nada: cambiaría tanto de una vez que espera su confirmación.
note-rule-made = La regla está en vigor.
note-rule-paused = La regla está en pausa. Las insignias quedan como están.
note-rule-resumed = La regla vuelve a estar en vigor.
note-settings-saved = Sus ajustes están guardados.
note-rotated = Una clave nueva firma desde ahora.
note-key-revoked = La clave está revocada.
note-staff-changed = Está guardado.
note-staff-removed = La persona ya no está en su personal.
note-staff-signed-out = Todas las sesiones de esta persona están cerradas.
note-staff-last-owner = Es la única administración: no se puede quitar ni recibir otra función. Dé antes esa función a otra persona.
note-vouched = Ahora avala a este emisor.
note-disowned = Ya no avala a este emisor.
note-tenant-made = { $name } está creada.
note-tenant-half = { $name } está creada, pero no se pudo hacer todo lo demás: { $problem }

## Start page

start-title = Accolade · Insignias digitales que se pueden comprobar
start-heading = Insignias digitales que cualquiera puede comprobar
start-lead = Las organizaciones dicen quién ha logrado qué. Los titulares lo muestran. Cualquiera puede comprobarlo.
start-lead-demo = En esta máquina hay cinco programas con sus insignias. Entre por cualquier puerta.
start-issue = Emito
start-issue-plain = Para el personal: diseñar insignias, otorgarlas, mantenerlas al día.
start-issue-1 = Entre con la dirección y la contraseña de abajo.
start-issue-2 = Otorgue una insignia, o importe un archivo y vea qué cambiaría.
start-issue-3 = Revoque una insignia y vea cómo lo dice su página.
start-issue-go = Abrir la consola
start-earned = He obtenido
start-earned-plain = Para titulares: aceptar insignias, decidir quién las ve, mostrarlas.
start-earned-1 = Abra el correo que recibió { $name }.
start-earned-2 = Siga su enlace y guarde la insignia.
start-earned-3 = Hágala pública y compártala.
start-earned-go = Abrir mis insignias
start-earned-go-demo = Abrir el correo
start-check = Compruebo
start-check-plain = Para todos los demás: ¿es auténtica esta insignia y sigue vigente?
start-check-1 = Abra una insignia pública y descargue su imagen.
start-check-2 = Suelte la imagen en la página de verificación.
start-check-3 = Cambie un byte y suéltela otra vez.
start-check-go = Verificar una insignia
start-programmes = Los programas
start-mailbox = Ningún correo sale de esta máquina. Lo que se habría enviado se guarda aquí:
start-mailbox-go = Abrir el buzón

## Mailbox

mailbox-title = Buzón
mailbox-lead = Lo que se habría enviado, lo más nuevo primero.
mailbox-search = Dirección o asunto
mailbox-from-to = { $from } a { $to }
mailbox-empty-title = Todavía no hay correo
mailbox-empty = Otorgue una insignia, y el correo a su titular aparecerá aquí.
mail-from = De
mail-to = Para
mail-at = Enviado
mail-links = Enlaces que contiene
mail-html = Como lo muestra un programa de correo
mail-html-title = Mensaje: { $subject }
mail-text = Como texto

## Help

help-title = Ayuda
help-contents = En esta página
help-find = No encuentro mi insignia
help-find-spam = Mire en la carpeta de correo no deseado. Añada el remitente a su lista segura para que llegue el siguiente. La dirección de envío figura en la página de su asociación, que ha autorizado estos correos.
help-find-address = ¿Se envió a otra dirección? Entre con ella, o añádala en Mi perfil.
help-find-again = Los enlaces sirven 30 días. Uno más antiguo ofrece un botón que envía uno nuevo.
help-sign-in = No puedo entrar
help-sign-in-link = Pida un enlace de acceso por correo. Funciona sin contraseña.
help-sign-in-locked = Tras diez intentos fallidos la contraseña se bloquea, para dejar fuera a otros. El enlace por correo sigue funcionando; el personal de su asociación desbloquea la contraseña.
help-sign-in-browser = Pruebe otro navegador o una ventana privada, o vacíe la caché de este.
help-sign-in-network = Las redes de empresas a veces bloquean. Pruebe otra red u otro dispositivo.
help-verify = Una insignia no se verifica
help-verify-browser = Pruebe otro navegador, o vacíe la caché de este.
help-verify-original = Las redes sociales y los mensajeros quitan la insignia de las imágenes. Compruebe el enlace, o el archivo tal como se descargó.
help-verify-unverifiable = «No se pudo verificar» no dice ni sí ni no. Compruebe otra vez dentro de unos minutos.
help-state = Mi insignia dice caducada o suspendida
help-state-text = La membresía y la certificación son dos cosas, y cada una tiene su propio fin.
help-state-renew = Terminó la membresía: renuévela con su asociación. La insignia vuelve a ser válida en la misma dirección, normalmente en un día.
help-state-recertify = Terminó la certificación: certifíquese de nuevo. Los créditos pueden contar; su asociación dice cuáles.
help-state-wrong = ¿Ha renovado y sigue diciéndolo? Pida a su asociación que lo compruebe. Solo ella puede cambiar fechas y nombres.
help-share = Mostrarla en LinkedIn y en otros sitios
help-share-1 = Abra la insignia en Mis insignias y hágala pública.
help-share-2 = Elija «Añadir al perfil de LinkedIn». Nombre, organización y fechas ya están rellenos; ponga allí la fecha de fin como figura en la insignia.
help-share-3 = En los demás sitios, dé la dirección de la insignia. Funciona sin cuenta alguna.
help-signature = Ponerla en la firma de mi correo
help-example-badge = Nombre de la insignia
help-example-issuer = Emisor
help-employer = Mi empresa quiere una prueba
help-employer-text = Dé la dirección de la insignia: se abre para todos y muestra el estado de hoy. Si se pide más, su asociación puede escribir una carta de apoyo.
help-ask = Preguntar a alguien
help-ask-text = El personal de su asociación puede ver sus insignias y ayudar con todo esto. Dígales la dirección a la que se envió la insignia.

## For developers

docs-title = Referencia de la API
docs-lead = Todo lo que hace la consola lo pueden hacer sus sistemas. JSON por HTTPS, con claves que usted crea en la consola.
docs-base = Dirección base
docs-version = Versión
docs-openapi = OpenAPI 3.1
docs-key = Clave
docs-scope = Necesita el derecho
docs-parameters = Parámetros
docs-example = Por ejemplo
docs-answers = Respuestas

## Errors

error-400-title = Eso no se puede hacer
error-400-words = Vuelva atrás e inténtelo de otro modo.
error-403-title = Esto no le corresponde
error-403-words = Ha iniciado sesión, pero no como alguien que pueda abrir esto. Entre como otra persona o pregunte a quien administra su organización.
error-405-title = Esta dirección funciona de otro modo
error-405-words = Es para formularios, o solo para leer. Empiece por la página que le trajo aquí.
error-cross-site-title = Este formulario vino de otro sitio
error-cross-site-words = No se cambió nada. Los formularios solo cuentan cuando se envían desde una página de aquí: ábrala y envíelo otra vez.
error-404-title = Aquí no hay nada
error-404-words = La dirección puede estar mal escrita, o lo que había aquí ya no está.
error-409-title = Alguien se adelantó
error-409-words = No se cambió nada. Mire cómo están las cosas ahora y decida de nuevo.
error-413-title = Eso es demasiado de una vez
error-413-words = No se cambió nada.
error-429-title = Un poco más despacio, por favor
error-429-words = Llegaron demasiadas peticiones desde aquí. Espere un minuto e inténtelo de nuevo.
error-500-title = Algo ha fallado aquí
error-500-words = Es culpa nuestra, no suya. Inténtelo de nuevo; si vuelve a pasar, díganos este número:
error-503-title = Una parte de esto no está disponible por un momento
error-503-words = No se pierde nada. Inténtelo de nuevo en un minuto.
error-request = Número
error-start = A la página de inicio
import-none-good = No se puede tomar ninguna fila. Corríjalas e importe el archivo de nuevo.
import-starting = Empieza en un momento.
import-done = El archivo está importado. Este es el resultado:
separator-comma = comas
separator-semicolon = puntos y comas
separator-tab = tabuladores
separator-other = otro signo
staff-empty-title = Todavía nadie
staff-empty = Invite a las personas que otorgan y cuidan las insignias aquí.
mail-why-accepted = La insignia fue aceptada.
mail-why-declined = La insignia fue rechazada.
mail-why-revoked = La insignia fue revocada.
form-overtaken = Otra persona cambió esto mientras tanto. Sus palabras están en el formulario y, al lado, lo que consta ahora. Guarde de nuevo para poner las suyas en su lugar.
form-reminder-days = Escriba días enteros separados por comas, por ejemplo 30, 60, 120.
form-kept-now = Consta ahora: { $kept }
form-kept-empty = nada
form-ticked = marcado
form-not-ticked = sin marcar
nav-language = Idioma

## What a check found

check-its-issuer = su emisor
check-valid = Esta insignia es auténtica y válida. La emitió { $issuer }, a quien esta instalación conoce.
check-valid-unknown = Esta insignia la emitió { $issuer }, no ha cambiado y está en vigor. Aquí nadie avala a ese emisor: usted decide si se fía de él.
check-unverifiable = Esta insignia no se pudo comprobar hasta el final.
check-revoked = { $issuer } ha revocado esta insignia.
check-suspended = { $issuer } ha suspendido esta insignia y por ahora no vale.
check-expired = Esta insignia ha caducado.
check-invalid = Esta insignia no es válida.
check-read-ok = Se encontró un Open Badge.
check-read-unreachable = No se pudo obtener la insignia de su dirección.
check-read-damaged = La imagen está dañada y no se puede leer la insignia que contiene.
check-read-gone = En esta dirección ya no hay ninguna insignia.
check-read-old = Es un Open Badge de la versión 1, que aquí no se verifica.
check-read-none = Aquí no hay ninguna insignia.
check-schema-ok = El documento sigue la forma de Open Badges.
check-schema-failed = El documento se aparta de la forma de Open Badges.
check-proof-ok = La firma corresponde al contenido: nada ha cambiado desde entonces.
check-proof-failed = La firma no corresponde al contenido: se cambió después de firmar, o lo firmó otra clave.
check-proof-none = La insignia no está firmada.
check-proof-unsupported = La insignia está firmada de un modo que aquí no se puede comprobar.
check-proof-no-key = No se pudo comprobar la firma porque falta la clave.
check-proof-superseded = La firma corresponde. Es de un tipo que ya no se hace.
check-proof-ledger = La firma corresponde, pero los registros del emisor no conocen esta insignia.
check-proof-expired = La firma era para un tiempo que ya pasó.
check-issuer-ok = La clave pertenece al emisor.
check-issuer-failed = No se pudo mostrar que la clave pertenezca al emisor.
check-issuer-unreachable = No se pudo obtener el documento del emisor.
check-issuer-key-revoked = El emisor ha revocado la clave que firmó la insignia.
check-issuer-key-expired = La clave que firmó la insignia ya no estaba en uso.
check-issuer-key-foreign = La clave que firmó la insignia no es del emisor.
check-period-ok = La insignia está dentro de sus fechas.
check-period-no-end = La insignia no tiene fecha de fin.
check-period-expired = La fecha de fin de la insignia ha pasado.
check-period-not-yet = La insignia todavía no está en vigor.
check-period-failed = No se pueden leer las fechas de la insignia.
check-status-clear = El emisor no ha revocado ni suspendido la insignia.
check-status-revoked = El emisor ha revocado la insignia.
check-status-suspended = El emisor ha suspendido la insignia; puede volver a valer.
check-status-none = La insignia no indica dónde se diría una revocación.
check-status-unknown = No se pudo averiguar si la insignia fue revocada.
check-refresh-none = La insignia no ofrece una versión más nueva.
check-refresh-ok = Se preguntó al emisor por una versión más nueva.
check-refresh-newer = El emisor tiene una versión más nueva de esta insignia.
check-refresh-failed = No se pudo preguntar al emisor por una versión más nueva.
check-recipient-not-asked = No se nombró a nadie con quien comparar el destinatario.
check-recipient-ok = La insignia se otorgó a esta dirección.
check-recipient-other = La insignia se otorgó a otra dirección.
check-recipient-unknown = No se pudo averiguar si la insignia se otorgó a esta dirección.
check-endorsements-none = Nadie ha avalado la insignia.
check-endorsements-ok = Todos los avales se cumplen.
check-endorsements-failed = No todos los avales se cumplen.

# Verifying many, lists of issuers
fact-vouched-by = Avalada por
vouched-by-operator = esta instalación
fact-qr-code = Leído de un código QR
verify-again-file = Para volver a comprobar un archivo, elíjalo otra vez abajo: no se ha guardado.
verify-report = El informe para programas, con el resumen de todo lo utilizado
verify-report-save = Guardar el informe (JSON)
nav-checks = Verificar muchas
checks-title = Verificar muchas insignias
checks-lead = Envíe un archivo con insignias de cualquier emisor. Cada una se comprueba como si fuera única, y los resultados pueden guardarse como tabla.
field-checks-file = Archivo con insignias
field-checks-file-hint = Un ZIP con archivos de insignias, un CSV con una columna «url» o «credential», o un archivo de texto con un enlace por línea. Hasta 10 000 insignias y 256 MB.
checks-button = Verificar
checks-earlier = Comprobaciones anteriores
check-running = Se están comprobando las insignias
check-results = Lo que se encontró
check-save = Guardar los resultados (CSV)
check-delete = Borrar esta comprobación
check-kept = El archivo y los resultados se borran solos el { $date }.
check-waits = Aún sin comprobar
column-verdict = Veredicto
column-found = Resultado
note-check-deleted = La comprobación y todo su contenido se han borrado.
issuer-lists-title = Listas de emisores importadas
issuer-lists-lead = Listas que llevan otros y en las que usted confía. Las insignias de sus emisores son válidas aquí, y el informe nombra la lista.
issuer-lists-empty = Todavía no se ha importado ninguna lista.
issuer-list-says = Emisores: { $count }. Confirmada el { $date }.
issuer-list-failing = La lista no se puede obtener, así que queda como estaba. { $problem }
issuer-lists-add = Importar una lista
issuer-lists-button = Importar
issuer-list-refresh = Obtener ahora
issuer-list-remove = Quitar esta lista
issuer-list-remove-hint = Sus emisores dejan de estar avalados, salvo por usted o por otra lista. Se puede volver a importar.
issuer-list-entries = Emisores de la lista
field-list-name = Nombre de la lista
field-list-name-hint = Así la llaman los informes.
field-list-url = Dirección de la lista
field-list-url-hint = Se vuelve a obtener sola. Los emisores que desaparecen de ella dejan de estar avalados.
field-list-file = O la lista como archivo
field-list-file-hint = JSON o CSV, hasta 2 MB.
form-list-one = Indique una dirección o un archivo.
form-list-too-large = El archivo es demasiado grande: una lista puede tener hasta 2 MB.
note-list-added = La lista se ha importado. Sus emisores están avalados ahora.
note-list-refreshed = La lista se ha obtenido y está al día.
note-list-removed = La lista se ha quitado.
