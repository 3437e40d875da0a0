# Todo lo que dicen los correos. Las mismas claves que en en.ftl.

## Fechas
date = { $day } de { $month } de { $year }
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

## Remitente y marco
platform = Accolade
colon = :
sender-via = { $issuer } a través de { $platform }
greeting = Hola, { $name }:
greeting-nameless = Hola:
copy-hint = Si el botón no responde, copie esta dirección en su navegador:
badges-more = { $badge } y { $more } más

## Un reconocimiento que espera
award-subject = Ha recibido un reconocimiento: { $badge }
award-heading = Ha recibido un reconocimiento
award-lead = { $issuer } le ha concedido esta insignia. Es una constancia firmada de lo que ha logrado, y cualquiera a quien se la muestre puede comprobar que es auténtica.
award-lead-many = { $issuer } le ha concedido estas { $count } insignias. Cada una es una constancia firmada de lo que ha logrado, y cualquiera a quien se la muestre puede comprobar que es auténtica.
claim-label = Aceptar la insignia
claim-label-many = Aceptar las insignias
claim-open = Para aceptarla, abra esta dirección en su navegador:
claim-open-many = Para aceptarlas, abra esta dirección en su navegador:
claim-note = Basta un clic. Es gratis, y también lo es la cuenta que guarda su insignia.
claim-note-many = Basta un clic. Es gratis, y también lo es la cuenta que guarda sus insignias.
claim-until = El enlace sirve una sola vez, hasta el { $date }. Después, la misma dirección le envía uno nuevo.

## Un reconocimiento ya aceptado
accepted-heading = Nuevo en su colección
accepted-lead = { $issuer } le ha concedido esta insignia. Como usted confía en { $issuer }, se ha aceptado en su nombre; no tiene que hacer nada.
accepted-lead-many = { $issuer } le ha concedido estas { $count } insignias. Como usted confía en { $issuer }, se han aceptado en su nombre; no tiene que hacer nada.
accepted-label = Ver la insignia
accepted-label-many = Abrir la colección
accepted-open = Para verla, abra esta dirección en su navegador:
accepted-open-many = Para verlas, abra esta dirección en su navegador:

## Recordatorios
reminder-subject = Le espera: { $badge }
reminder-heading = Su insignia le espera
reminder-heading-many = Sus insignias le esperan
reminder-lead = { $issuer } le concedió esta insignia el { $date }. Todavía espera que la acepte.
reminder-lead-many = { $issuer } le concedió estas { $count } insignias. Todavía esperan que las acepte.
reminder-last = Este es el último recordatorio. La insignia sigue siendo suya: { $issuer } puede enviarle un enlace nuevo cuando lo necesite.
reminder-stop = { $count ->
    [one] No recibirá ningún otro recordatorio de esta insignia.
   *[other] Recibe { $count } recordatorios como máximo. Cesan en cuanto acepta la insignia o dice que no la quiere.
}
reminder-unsubscribe = Si no desea ningún recordatorio, escriba a { $address }.

## El correo otra vez
resend-subject = Su insignia de { $issuer }: { $badge }
resend-heading = Aquí está su insignia
resend-heading-many = Aquí están sus insignias
resend-lead = { $issuer } le envía otra vez el correo de esta insignia. El enlace de abajo es nuevo; los anteriores llevan a la misma insignia hasta que se use uno de ellos.
resend-lead-kept = { $issuer } le envía otra vez el correo de esta insignia. Ya está en su colección.

## Un enlace nuevo
fresh-subject = Su nuevo enlace: { $badge }
fresh-heading = Su nuevo enlace
fresh-heading-many = Su nuevo enlace
fresh-lead = Ha pedido un nuevo enlace para aceptar esta insignia de { $issuer }. Aquí está.
fresh-lead-many = Ha pedido un nuevo enlace para aceptar estas { $count } insignias. Aquí está.

## Una insignia revocada
revoked-subject = Ya no es válida: { $badge }
revoked-heading = Se ha revocado una insignia
revoked-lead = { $issuer } ha revocado esta insignia. Su página lo dice desde ahora, y también toda comprobación, incluso allí donde la haya compartido.
revoked-lead-many = { $issuer } ha revocado estas { $count } insignias. Sus páginas lo dicen desde ahora, y también toda comprobación, incluso allí donde las haya compartido.
revoked-mistake = Si cree que es un error, escriba a { $issuer }; se puede deshacer.
revoked-linkedin = Si ha añadido la insignia a LinkedIn o a otro sitio, quítela allí, por favor; otros sitios no lo notan por sí mismos.

## Una insignia que no es válida por ahora
suspended-subject = No es válida por ahora: { $badge }
suspended-heading = Una insignia está suspendida
suspended-lead = { $issuer } ha suspendido esta insignia. Su página lo dice desde ahora, y también toda comprobación. Sigue en su colección y conserva su dirección.
suspended-lead-many = { $issuer } ha suspendido estas { $count } insignias. Sus páginas lo dicen desde ahora, y también toda comprobación. Siguen en su colección y conservan sus direcciones.
suspended-back = Cuando el motivo desaparezca, volverá a ser válida por sí misma, también en los archivos y enlaces que haya compartido. Si cree que es un error, escriba a { $issuer }.
suspended-back-many = Cuando el motivo desaparezca, volverán a ser válidas por sí mismas, también en los archivos y enlaces que haya compartido. Si cree que es un error, escriba a { $issuer }.
suspended-renew-title = ¿Se trata de su afiliación?
suspended-renew = Se renueva aquí:

## Una insignia de nuevo válida
reinstated-subject = Válida de nuevo: { $badge }
reinstated-heading = Su insignia vuelve a ser válida
reinstated-heading-many = Sus insignias vuelven a ser válidas
reinstated-lead = Esta insignia de { $issuer } vuelve a ser válida. Su página lo dice, y también toda comprobación: en la misma dirección y en los archivos que tiene.
reinstated-lead-many = Estas { $count } insignias de { $issuer } vuelven a ser válidas. Sus páginas lo dicen, y también toda comprobación: en las mismas direcciones y en los archivos que tiene.

## Una insignia renovada
renewed-subject = Renovada: { $badge }
renewed-heading = Su insignia se ha renovado
renewed-heading-many = Sus insignias se han renovado
renewed-lead = { $issuer } ha renovado esta insignia. Conserva su dirección, y su página muestra las nuevas fechas.
renewed-lead-many = { $issuer } ha renovado estas { $count } insignias. Conservan sus direcciones, y sus páginas muestran las nuevas fechas.
renewed-files = Un archivo que haya descargado antes lleva todavía las fechas anteriores. Descargue de nuevo la insignia allí donde la use como archivo, por favor.
renewed-linkedin = LinkedIn no nota por sí mismo una nueva fecha de fin. Si la insignia está en su perfil, cambie allí la fecha, por favor.

## Lo que se dice de una insignia
badge-reason = Motivo: { $reason }
badge-picture = Insignia «{ $badge }», concedida por { $issuer }
badge-by = Concedida por { $issuer }
badge-issued = Emitida el { $date }
badge-ends = Válida hasta el { $date }

## Mostrarla
show-title = Mostrar su insignia
show-title-many = Mostrar sus insignias
show-address = La dirección de su insignia:
show-address-of = La dirección de { $badge }:
show-address-later = Funciona en cuanto haga pública la insignia.
show-address-later-many = Cada dirección funciona en cuanto haga pública su insignia.
show-linkedin = Añadirla a su perfil de LinkedIn
show-linkedin-of = Añadir { $badge } a su perfil de LinkedIn
show-linkedin-note = El formulario de LinkedIn viene ya relleno, con la fecha de fin si la insignia la tiene; déjelo así, por favor. LinkedIn muestra el logotipo de { $issuer }, no la imagen de la insignia.
show-picture = Puede guardar la imagen de arriba y usarla en una firma, un currículum o un sitio web. Enlácela con la dirección de la insignia: una imagen no prueba nada, la dirección sí.

## Auténtico y seguro
safe-title = ¿Es auténtico este correo?
safe-authorised = Sí. { $issuer } ha autorizado los correos sobre sus insignias enviados desde { $address }, y todo enlace para aceptar una empieza por { $host }.
safe-list = ¿Estaba en su correo no deseado? Márquelo como deseado y añada { $address } a sus contactos o remitentes seguros, para no perderse el próximo.

## Ayuda
help-title = ¿Preguntas?
help-issuer = { $issuer } responde a preguntas sobre el reconocimiento, su nombre y las fechas.
help-email = Correo:
help-web = Sitio web:
help-pages = Aceptar, iniciar sesión y compartir se explican aquí:

## Por qué este correo
why-award = Recibe este correo porque { $issuer } le ha concedido una insignia y ha dado { $address } como su dirección.
why-award-many = Recibe este correo porque { $issuer } le ha concedido insignias y ha dado { $address } como su dirección.
why-asked = Recibe este correo porque se pidió con la dirección { $address }.
why-account = Recibe este correo porque { $address } pertenece a una cuenta nuestra.
sent-by = Enviado por { $platform }, que guarda las insignias de { $issuer }.
sent-by-platform = Enviado por { $platform } en { $host }.
wrong-person = ¿No es para usted? No use el enlace y responda a este correo; se corregirá.

## Iniciar sesión
sign-in-subject = Su enlace para iniciar sesión
sign-in-heading = Inicie sesión en su colección
sign-in-lead = Ha pedido un enlace para iniciar sesión. Aquí está.
sign-in-label = Iniciar sesión
sign-in-open = Para iniciar sesión, abra esta dirección en su navegador:
link-minutes = { $minutes ->
    [one] El enlace sirve una sola vez, durante un minuto más.
   *[other] El enlace sirve una sola vez, durante { $minutes } minutos más.
}
sign-in-ignore = Si no fue usted, no haga nada. Nadie puede iniciar sesión sin este correo.

## Confirmar una dirección
verify-subject = Confirme su dirección, por favor
verify-heading = ¿Es esta su dirección?
verify-lead = Nos ha pedido que añadamos { $address } a su colección. Confirme que es suya, por favor. Las insignias concedidas a ella estarán entonces también en su colección.
verify-label = Confirmar esta dirección
verify-open = Para confirmarla, abra esto en su navegador:
verify-ignore = Si no fue usted, no haga nada. La dirección no se añade a la colección de nadie.

## Una dirección que pertenece a otra cuenta
in-use-subject = Alguien quiso añadir su dirección
in-use-heading = Su dirección ya está en uso
in-use-lead = Alguien con la sesión iniciada en otra cuenta quiso añadirle { $address }. La dirección pertenece a su cuenta, así que no se ha cambiado nada.
in-use-you = Si fue usted, tiene dos cuentas. Inicie sesión en esta y añada aquí la otra dirección cuando la haya quitado allí.
in-use-label = Iniciar sesión en esta cuenta
in-use-open = Para iniciar sesión en esta cuenta, abra esta dirección en su navegador:

## Una dirección añadida
added-subject = Se ha añadido una dirección a su colección
added-heading = Su colección tiene una dirección nueva
added-lead = Se ha confirmado otra dirección y se ha añadido a su colección. Las insignias concedidas a ella llegan desde ahora a su colección.
added-you = Si fue usted, no tiene que hacer nada.
added-label = Ver sus direcciones
added-open = Para ver sus direcciones, abra esto en su navegador:
added-ignore = Si no fue usted, quite la dirección y ponga una contraseña nueva.

## Una contraseña bloqueada
locked-subject = El acceso con contraseña está bloqueado
locked-heading = Su contraseña está bloqueada
locked-lead = Se ha escrito diez veces seguidas una contraseña equivocada para su cuenta. Para proteger sus insignias, el acceso con contraseña está bloqueado.
locked-still = Sus insignias están intactas, y puede seguir entrando con un enlace que le enviamos por correo.
locked-label = Recibir un enlace para entrar
locked-open = Para recibir un enlace para entrar, abra esta dirección en su navegador:
locked-title = A quién preguntar
locked-unlock = Solo la organización que emitió sus insignias puede desbloquear la contraseña. Después, pida una nueva en la página de inicio de sesión.
locked-unknown = Escriba a la organización que emitió sus insignias; su dirección está en la página de cada insignia.
