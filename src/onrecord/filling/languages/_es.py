"""Spanish."""

from __future__ import annotations

from typing import Final

from onrecord.filling.languages._actions import Actions, verbs, words
from onrecord.filling.languages._speech import Speech

__all__ = ["ACTIONS", "SPEECH"]

SPEECH: Final = Speech()

ACTIONS: Final = Actions(
    being=words("es son era eran fue fueron sido ser será serán sería serían resulta resultan resultó resultaron"),
    helping=words(
        "ha han había habían habrá habrán habría habrían va van puede pueden podría podrían debe deben debería quiere "
        "quieren está están estaba estaban"
    ),
    determiners=words(
        "el la los las un una unos unas su sus este esta estos estas ese esa aquel al del nuestro nuestra varios "
        "varias algunos algunas todos todas cada ambos ambas dos tres cuatro cinco seis siete ocho nueve diez lo"
    ),
    prepositions=words(
        "a al de del en con sin por para contra entre hacia hasta desde sobre bajo tras ante durante según mediante "
        "junto cerca como"
    ),
    bounds=words("a de hasta más cerca"),
    genitives=words("de del"),
    owning=words("de del"),
    agent=words("por"),
    ties=words("y e o u"),
    openers=words("que quien quienes cuyo cuya donde cuando si porque mientras aunque"),
    adverbs=words(
        "no también nunca ya luego después entonces pronto aquí allí más menos bien fuera aún todavía además solo "
        "finalmente nuevamente"
    ),
    pronouns=words("él ella ellos ellas se le les lo nadie alguien"),
    numbers=words("decenas cientos miles docenas"),
    verbs=verbs(
        "abandonar abrir abre abren absolver acabar aceptar acordar acuerda acuerdan acusar adoptar advertir afectar "
        "ahogar amenazar ampliar anular anunciar apagar apelar aplazar aplicar apoyar aprobar aprueba aprueban arrasar "
        "arrestar asaltar asesinar asistir atacar aterrizar atropellar aumentar autorizar bajar bloquear bombardear "
        "caer cae caen cayó cambiar cancelar capturar celebrar cerrar cierra cierran chocar colisionar comenzar comienza "
        "comprar condenar confirmar conquistar construir construye consume contratar convocar cortar crear crecer cruzar "
        "cubrir cumplir dar da dan debatir decidir declarar defender dejar demandar denunciar derribar derrotar derrumbar "
        "desalojar desaparecer descubrir desembarcar despedir destituir destruir destruye destruyen detener detiene "
        "detienen detuvo devolver dictar dimitir disolver disparar divulgar donar echar elegir elige eliminar empatar "
        "empezar empieza encarcelar encontrar encuentra encuentran enfrentar entrar entregar enviar escapar estallar "
        "estrellar evacuar examinar exigir expulsar extender extinguir extraer fallecer fichar firmar frenar fundar ganar "
        "golpear habilitar hacer hace hacen herir hiere hizo hundir imponer impone inaugurar incautar incendiar iniciar "
        "inspeccionar instalar interrogar inundar invadir invertir investigar invitar jugar juega juegan juzgar lanzar "
        "levantar liberar llegar llevar lograr manifestar marchar marcar matar mejorar morir muere mueren murió murieron "
        "mover nacer nombrar obtener obtiene ocupar ofrecer ordenar pagar paralizar partir participar pedir pide piden "
        "perder pierde pierden plantar presentar prestar prohibir prometer promulgar proponer protestar publicar quemar "
        "quitar rebajar recaudar rechazar recibir reclamar reconocer reconstruir recuperar reducir reelegir reforzar "
        "registrar regresar renunciar reparar repartir rescatar resolver respaldar restablecer retirar reunir revelar "
        "revocar robar romper rompe sacudir salir sale salen salvar secuestrar seguir sigue sembrar sentenciar sufrir "
        "subir sumar superar suspender sustituir tomar trasladar tratar ubicar unir usar vacunar vencer vender viajar "
        "violar visitar volcar vuelca volver votar",
        "es",
    ),
    participles=words(
        "abierto abierta abiertos abiertas cubierto cubierta dicho descubierto descubierta escrito hecho hecha muerto "
        "muerta muertos puesto puesta resuelto roto rota visto vista vuelto electo heridos heridas"
    ),
    participle_endings=("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas"),
    tense_endings=("ó", "aron", "ieron", "ará", "arán", "erá", "erán", "irá", "irán", "aba", "aban", "ían"),
    meeting=verbs("reunir negociar firmar enfrentar acordar acuerda acuerdan", "es"),
    receiving=verbs("recibir sufrir", "es"),
    places=words("en a al hacia sobre junto cerca ante desde contra"),
    inside=words("en cerca"),
    addressing=words("a al contra con ante"),
    opposing=words("contra"),
    beside=words("con"),
    giving=verbs("dar entregar enviar vender pagar prestar ofrecer", "es"),
    saying=verbs("decir dice dicen afirmar pensar opinar explicar añadir creer señalar asegurar", "es"),
    remarking=verbs("advertir anunciar informar escribir negar confirmar admitir", "es"),
    states=verbs("contener pertenecer costar incluir representar", "es"),
    moving=verbs("abandonar visitar ocupar cruzar bloquear", "es"),
    infinitive=words("a"),
    occasions=words("copa final liga campeonato juegos festival guerra ley premio semana mes año torneo"),
    sites=words(
        "aeropuerto ayuntamiento barrio calle calles campo capital carretera casa casas castillo centro cine clínica "
        "colegio comisaría costa cuartel edificio embajada escuela estación estadio fábrica frontera gimnasio granja "
        "hospital hotel iglesia isla juzgado lago mar mercado mina montaña museo oficina palacio parlamento parque playa "
        "plaza pueblo puente puerto región río ruta sala sede teatro terminal tribunal túnel universidad valle zona"
    ),
    doubting={
        **dict.fromkeys(words("si riesgo amenaza amenazan teme temen posible sospecha duda incierto"), "possible"),
        **dict.fromkeys(
            words("previsto prevista previstos previstas prevé planea planean anunciado promete"), "planned"
        ),
    },
    folk=words(
        "personas gente hombres mujeres niños niñas vecinos habitantes soldados policías agentes bomberos obreros "
        "trabajadores empleados manifestantes agricultores alumnos estudiantes maestros profesores pacientes pasajeros "
        "viajeros turistas clientes víctimas heridos espectadores votantes diputados ministros concejales familias jueces "
        "abogados médicos policía gobierno oposición rebeldes militares pescadores mineros"
    ),
    goods=words(
        "edificio edificios casa casas vivienda viviendas puente carretera tren trenes barco barcos buque avión aviones "
        "coche coches camión camiones autobús autobuses árbol árboles escuela iglesia techo misil misiles bombas "
        "proyectiles puertas contrato documentos cuerpo cuerpos"
    ),
)
